//! PUT requests of clients. Capability `putHandlers`.

use crate::ffi;
use crate::json::quote;

/// From now on PUTs to the path go to the export `handle_put_CONTEXT_PATH`, with underscores for dots: name it in [`crate::plugin!`].
pub fn register_put_handler(context: &str, path: &str) -> bool {
    unsafe { ffi::sk_register_put_handler(context.as_ptr(), context.len(), path.as_ptr(), path.len()) == 1 }
}

/// How a PUT ended.
pub struct PutReply {
    status: u16,
    message: String,
}

impl PutReply {
    pub fn completed() -> Self {
        PutReply { status: 200, message: String::new() }
    }

    /// 400 for a wrong value, 502 when a device did not do it.
    pub fn failed(status: u16, message: &str) -> Self {
        PutReply { status, message: message.into() }
    }

    pub fn to_json(&self) -> String {
        let message = if self.message.is_empty() { String::new() } else { format!(",\"message\":{}", quote(&self.message)) };
        format!(r#"{{"state":"COMPLETED","statusCode":{}{}}}"#, self.status, message)
    }
}
