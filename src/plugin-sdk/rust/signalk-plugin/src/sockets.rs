//! UDP and TCP, closed when they go out of scope. Capability `rawSockets`. Nothing here waits: ask again in `poll`.

use crate::ffi;

const LARGEST: usize = 65536;
const LONGEST_ADDRESS: usize = 46;

pub struct Datagram {
    pub address: String,
    pub port: u16,
    pub data: Vec<u8>,
}

pub struct UdpSocket(i32);

impl UdpSocket {
    /// None without the capability, or when there are too many.
    pub fn new(ipv6: bool) -> Option<Self> {
        let id = unsafe { ffi::sk_udp_create(ipv6 as i32) };
        (id > 0).then(|| UdpSocket(id))
    }

    /// To all interfaces; 0 is any port.
    pub fn bind(&self, port: u16) -> bool {
        unsafe { ffi::sk_udp_bind(self.0, port.into()) == 0 }
    }

    /// An empty `card` lets the system choose.
    pub fn join_multicast(&self, group: &str, card: &str) -> bool {
        unsafe { ffi::sk_udp_join_multicast(self.0, group.as_ptr(), group.len(), card.as_ptr(), card.len()) == 0 }
    }

    pub fn leave_multicast(&self, group: &str, card: &str) -> bool {
        unsafe { ffi::sk_udp_leave_multicast(self.0, group.as_ptr(), group.len(), card.as_ptr(), card.len()) == 0 }
    }

    pub fn set_multicast_ttl(&self, ttl: u8) -> bool {
        unsafe { ffi::sk_udp_set_multicast_ttl(self.0, ttl.into()) == 0 }
    }

    pub fn set_multicast_loopback(&self, on: bool) -> bool {
        unsafe { ffi::sk_udp_set_multicast_loopback(self.0, on as i32) == 0 }
    }

    pub fn set_broadcast(&self, on: bool) -> bool {
        unsafe { ffi::sk_udp_set_broadcast(self.0, on as i32) == 0 }
    }

    pub fn send(&self, address: &str, port: u16, data: &[u8]) -> bool {
        unsafe { ffi::sk_udp_send(self.0, address.as_ptr(), address.len(), port.into(), data.as_ptr(), data.len()) >= 0 }
    }

    /// One datagram; None if none waits.
    pub fn receive(&self) -> Option<Datagram> {
        let mut data = vec![0u8; LARGEST];
        let mut address = [0u8; LONGEST_ADDRESS];
        let mut port = 0u16;
        let length = unsafe { ffi::sk_udp_recv(self.0, data.as_mut_ptr(), data.len(), address.as_mut_ptr(), &mut port) };
        if length <= 0 {
            return None;
        }
        data.truncate(length as usize);
        let end = address.iter().position(|byte| *byte == 0).unwrap_or(LONGEST_ADDRESS);
        Some(Datagram { address: String::from_utf8_lossy(&address[..end]).into(), port, data })
    }

    pub fn pending(&self) -> usize {
        unsafe { ffi::sk_udp_pending(self.0) }.max(0) as usize
    }
}

impl Drop for UdpSocket {
    fn drop(&mut self) {
        unsafe { ffi::sk_udp_close(self.0) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TcpState {
    Connecting,
    Connected,
    Closed,
}

pub struct TcpSocket(i32);

impl TcpSocket {
    /// Starts to connect to an address or a host's name. None without the capability, or when there are too many.
    pub fn connect(host: &str, port: u16) -> Option<Self> {
        let id = unsafe { ffi::sk_tcp_create() };
        let socket = (id > 0).then(|| TcpSocket(id))?;
        (unsafe { ffi::sk_tcp_connect(id, host.as_ptr(), host.len(), port.into()) } == 0).then(|| socket)
    }

    pub fn state(&self) -> TcpState {
        match unsafe { ffi::sk_tcp_connected(self.0) } {
            1 => TcpState::Connected,
            0 => TcpState::Connecting,
            _ => TcpState::Closed,
        }
    }

    /// Lines, which is the default, or bytes as they come.
    pub fn set_line_buffering(&self, on: bool) -> bool {
        unsafe { ffi::sk_tcp_set_line_buffering(self.0, on as i32) == 0 }
    }

    pub fn send(&self, data: &[u8]) -> bool {
        unsafe { ffi::sk_tcp_send(self.0, data.as_ptr(), data.len()) >= 0 }
    }

    /// One line without its end; None if none waits.
    pub fn receive_line(&self) -> Option<String> {
        self.take(ffi::sk_tcp_recv_line).map(|line| String::from_utf8_lossy(&line).into())
    }

    /// What came; None if nothing did.
    pub fn receive(&self) -> Option<Vec<u8>> {
        self.take(ffi::sk_tcp_recv_raw)
    }

    pub fn pending(&self) -> usize {
        unsafe { ffi::sk_tcp_pending(self.0) }.max(0) as usize
    }

    fn take(&self, from: unsafe extern "C" fn(i32, *mut u8, usize) -> i32) -> Option<Vec<u8>> {
        let mut data = vec![0u8; LARGEST];
        let length = unsafe { from(self.0, data.as_mut_ptr(), data.len()) };
        (length > 0).then(|| {
            data.truncate(length as usize);
            data
        })
    }
}

impl Drop for TcpSocket {
    fn drop(&mut self) {
        unsafe { ffi::sk_tcp_close(self.0) }
    }
}
