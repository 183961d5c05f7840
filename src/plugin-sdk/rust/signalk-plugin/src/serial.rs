//! Serial ports, closed when they go out of scope. Capability `serialPorts`, which the operator grants for each port.

use crate::ffi;

pub struct SerialPort(i32);

impl SerialPort {
    /// `device` is a name of /dev/serial/by-id, or what the grant calls it; `baud` 0 is the grant's own. None if it is not granted or
    /// not there.
    pub fn open(device: &str, baud: u32) -> Option<Self> {
        let id = unsafe { ffi::sk_serial_open(device.as_ptr(), device.len(), baud as i32) };
        (id > 0).then(|| SerialPort(id))
    }

    /// What came, empty if nothing did; None once the port is gone. Does not wait.
    pub fn read(&self) -> Option<Vec<u8>> {
        let mut data = vec![0u8; 4096];
        let length = unsafe { ffi::sk_serial_read(self.0, data.as_mut_ptr(), data.len()) };
        (length >= 0).then(|| {
            data.truncate(length as usize);
            data
        })
    }

    /// Bytes taken; None if it failed.
    pub fn write(&self, data: &[u8]) -> Option<usize> {
        let taken = unsafe { ffi::sk_serial_write(self.0, data.as_ptr(), data.len()) };
        (taken >= 0).then(|| taken as usize)
    }
}

impl Drop for SerialPort {
    fn drop(&mut self) {
        unsafe { ffi::sk_serial_close(self.0) }
    }
}
