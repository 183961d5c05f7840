//! What a module exports, made by [`plugin!`](crate::plugin).

use crate::json::Value;
use std::alloc::{alloc, dealloc, Layout};
use std::cell::UnsafeCell;

/// A plugin. `Default` makes it, before its start; what it does not need it leaves out.
pub trait Plugin: Default {
    /// What people call it.
    fn name() -> &'static str;

    /// A JSON schema of the configuration, from which the page makes a form.
    fn schema() -> &'static str {
        "{}"
    }

    /// Starts with a configuration; an error is shown in the list of plugins.
    fn start(&mut self, _config: &Value) -> Result<(), String> {
        Ok(())
    }

    /// Stops; what was registered goes by itself.
    fn stop(&mut self) {}

    /// Once a second, when `poll` is named in [`plugin!`](crate::plugin).
    fn poll(&mut self) {}

    /// A delta that was subscribed to, when `delta` is named.
    fn delta(&mut self, _delta: &Value) {}

    /// An event that was subscribed to, when `event` is named.
    fn event(&mut self, _event: &Value) {}
}

/// Holds the one plugin of a module. The host never calls a module twice at once, nor from inside an import.
#[doc(hidden)]
pub struct Single<T>(UnsafeCell<Option<T>>);

unsafe impl<T> Sync for Single<T> {}

impl<T: Default> Single<T> {
    pub const fn new() -> Self {
        Single(UnsafeCell::new(None))
    }

    #[allow(clippy::mut_from_ref)]
    pub fn get(&self) -> &mut T {
        unsafe { &mut *self.0.get() }.get_or_insert_with(T::default)
    }

    pub fn renew(&self) -> &mut T {
        unsafe { *self.0.get() = None };
        self.get()
    }
}

#[doc(hidden)]
pub fn room(size: usize) -> *mut u8 {
    match Layout::from_size_align(size.max(1), 8) {
        Ok(layout) => unsafe { alloc(layout) },
        Err(_) => std::ptr::null_mut(),
    }
}

/// # Safety
/// Of what [`room`] gave, of the same size.
#[doc(hidden)]
pub unsafe fn give_back(at: *mut u8, size: usize) {
    if let Ok(layout) = Layout::from_size_align(size.max(1), 8) {
        dealloc(at, layout)
    }
}

/// # Safety
/// Of what the host passed.
#[doc(hidden)]
pub unsafe fn text<'a>(at: *const u8, length: usize) -> &'a str {
    if length == 0 {
        return "";
    }
    std::str::from_utf8(std::slice::from_raw_parts(at, length)).unwrap_or("")
}

/// # Safety
/// Of a buffer that the host passed.
#[doc(hidden)]
pub unsafe fn answer(text: &str, buffer: *mut u8, size: usize) -> i32 {
    if text.len() > size {
        crate::set_error(&format!("an answer of {} bytes is more than the {} there is room for", text.len(), size));
        return 0;
    }
    std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len());
    text.len() as i32
}

/// Exports a plugin, with what is named of it:
///
/// ```ignore
/// plugin! {
///     AnchorWatch,
///     poll,
///     delta,
///     event,
///     http { GET "/api/status" => http_status: AnchorWatch::status, }
///     put { handle_put_vessels_self_navigation_anchor_position: AnchorWatch::put_position, }
///     answer { resources_list_resources: AnchorWatch::list, }
/// }
/// ```
///
/// Handlers of `http` are `fn(&mut self, &Request) -> Response`, of `put` `fn(&mut self, &Value) -> PutReply`, and those of `answer`,
/// which are the handlers of providers, `fn(&mut self, &Value) -> Value`.
#[macro_export]
macro_rules! plugin {
    ($type:ty $(, $($rest:tt)*)?) => {
        static PLUGIN: $crate::Single<$type> = $crate::Single::new();

        #[no_mangle]
        pub extern "C" fn allocate(size: usize) -> *mut u8 {
            $crate::room(size)
        }

        #[no_mangle]
        pub unsafe extern "C" fn deallocate(at: *mut u8, size: usize) {
            $crate::give_back(at, size)
        }

        #[no_mangle]
        pub unsafe extern "C" fn plugin_id(buffer: *mut u8, size: usize) -> i32 {
            $crate::answer(<$type as $crate::Plugin>::name(), buffer, size)
        }

        #[no_mangle]
        pub unsafe extern "C" fn plugin_name(buffer: *mut u8, size: usize) -> i32 {
            $crate::answer(<$type as $crate::Plugin>::name(), buffer, size)
        }

        #[no_mangle]
        pub unsafe extern "C" fn plugin_schema(buffer: *mut u8, size: usize) -> i32 {
            $crate::answer(<$type as $crate::Plugin>::schema(), buffer, size)
        }

        #[no_mangle]
        pub unsafe extern "C" fn plugin_start(config: *const u8, length: usize) -> i32 {
            std::panic::set_hook(Box::new(|panic| $crate::set_error(&panic.to_string())));
            let config = $crate::json::parse($crate::text(config, length)).unwrap_or_else($crate::json::Value::object);
            match $crate::Plugin::start(PLUGIN.renew(), &config) {
                Ok(()) => 0,
                Err(message) => {
                    $crate::set_error(&message);
                    1
                }
            }
        }

        #[no_mangle]
        pub extern "C" fn plugin_stop() -> i32 {
            $crate::Plugin::stop(PLUGIN.get());
            0
        }

        $crate::plugin!(@ $($($rest)*)?);
    };

    (@) => {};

    (@ poll $(, $($rest:tt)*)?) => {
        #[no_mangle]
        pub extern "C" fn poll() -> i32 {
            $crate::Plugin::poll(PLUGIN.get());
            0
        }
        $crate::plugin!(@ $($($rest)*)?);
    };

    (@ delta $(, $($rest:tt)*)?) => {
        #[no_mangle]
        pub unsafe extern "C" fn delta_handler(delta: *const u8, length: usize) {
            if let Some(delta) = $crate::json::parse($crate::text(delta, length)) {
                $crate::Plugin::delta(PLUGIN.get(), &delta);
            }
        }
        $crate::plugin!(@ $($($rest)*)?);
    };

    (@ event $(, $($rest:tt)*)?) => {
        #[no_mangle]
        pub unsafe extern "C" fn event_handler(event: *const u8, length: usize) {
            if let Some(event) = $crate::json::parse($crate::text(event, length)) {
                $crate::Plugin::event(PLUGIN.get(), &event);
            }
        }
        $crate::plugin!(@ $($($rest)*)?);
    };

    (@ http { $($method:ident $path:literal => $name:ident: $handler:expr),+ $(,)? } $($rest:tt)*) => {
        #[no_mangle]
        pub unsafe extern "C" fn http_endpoints(buffer: *mut u8, size: usize) -> i32 {
            let all = [$(concat!(
                "{\"method\":\"", stringify!($method), "\",\"path\":\"", $path, "\",\"handler\":\"", stringify!($name), "\"}")),+];
            $crate::answer(&format!("[{}]", all.join(",")), buffer, size)
        }
        $(
            #[no_mangle]
            pub unsafe extern "C" fn $name(request: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32 {
                let request = $crate::Request::parse($crate::text(request, length));
                $crate::answer(&$handler(PLUGIN.get(), &request).to_json(), buffer, size)
            }
        )+
        $crate::plugin!(@ $($rest)*);
    };

    (@ put { $($name:ident: $handler:expr),+ $(,)? } $($rest:tt)*) => {
        $(
            #[no_mangle]
            #[allow(non_snake_case)]
            pub unsafe extern "C" fn $name(value: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32 {
                let reply = match $crate::json::parse($crate::text(value, length)) {
                    Some(value) => $handler(PLUGIN.get(), &value),
                    None => $crate::PutReply::failed(400, "no JSON"),
                };
                $crate::answer(&reply.to_json(), buffer, size)
            }
        )+
        $crate::plugin!(@ $($rest)*);
    };

    (@ answer { $($name:ident: $handler:expr),+ $(,)? } $($rest:tt)*) => {
        $(
            #[no_mangle]
            pub unsafe extern "C" fn $name(request: *const u8, length: usize, buffer: *mut u8, size: usize) -> i32 {
                let request = $crate::json::parse($crate::text(request, length)).unwrap_or_else($crate::json::Value::object);
                $crate::answer(&$handler(PLUGIN.get(), &request).to_string(), buffer, size)
            }
        )+
        $crate::plugin!(@ $($rest)*);
    };
}
