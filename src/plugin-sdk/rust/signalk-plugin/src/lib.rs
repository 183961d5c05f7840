//! Signal K plugins in Rust. A plugin is a type that implements [`Plugin`], handed to [`plugin!`]:
//!
//! ```ignore
//! use signalk_plugin::{json::Value, plugin, Plugin};
//!
//! #[derive(Default)]
//! struct Hello;
//!
//! impl Plugin for Hello {
//!     fn name() -> &'static str { "Hello" }
//!     fn start(&mut self, _config: &Value) -> Result<(), String> {
//!         signalk_plugin::set_status("ahoy");
//!         Ok(())
//!     }
//! }
//!
//! plugin!(Hello);
//! ```
//!
//! Build it with `--target wasm32-unknown-unknown`, or with a WASI target if it keeps files. The contract: `signalk.wit`.

mod api;
mod delta;
mod exports;
pub mod ffi;
mod http;
pub mod json;
mod network;
mod providers;
mod put;
mod serial;
mod sockets;

pub use api::*;
pub use delta::*;
pub use exports::Plugin;
#[doc(hidden)]
pub use exports::{answer, give_back, room, text, Single};
pub use http::{Request, Response};
pub use network::{fetch, Fetch, Fetched};
pub use providers::*;
pub use put::{register_put_handler, PutReply};
pub use serial::SerialPort;
pub use sockets::{Datagram, TcpSocket, TcpState, UdpSocket};
