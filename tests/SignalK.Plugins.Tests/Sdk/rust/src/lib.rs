//! Uses every function of the Rust SDK, so that each is compiled and every import appears.

use signalk_plugin::json::Value;
use signalk_plugin::*;

#[derive(Default)]
struct Everything;

impl Plugin for Everything {
    fn name() -> &'static str {
        "Everything"
    }

    fn start(&mut self, config: &Value) -> Result<(), String> {
        debug(&config.to_string());
        set_status(&allowed_event_types().join(","));
        subscribe(&[Subscription::new("a.*").every(500).of("*"), Subscription::new("b")]);
        subscribe_json("{\"subscribe\":[]}");
        subscribe_events(&["a"]);
        register_put_handler("vessels.self", "a.b");
        register_resource_provider("notes");
        register_weather_provider("w");
        register_radar_provider("r");
        if has_capability("network") { Ok(()) } else { Err("no network".into()) }
    }

    fn stop(&mut self) {
        emit_event("stopped", &Value::object());
    }

    fn poll(&mut self) {
        emit_v2(&Delta::of("vessels.x").with("p", 1).with("t", "x"));
        emit_value("n", f64::NAN);
        publish_notification("notifications.x", &Notification::new(State::Emergency, "a\"b").with_sound());
        emit_spokes("r", &[0; 4]);
        emit_binary("plugins/everything/x", &[0; 4]);
        if !save_config(&read_config().with("a", true)) {
            set_error("not saved");
        }
        debug(&format!("{:?} {:?} {:?}", self_number("a"), value("vessels.self.a"), self_value("b")));
        if let Some(reply) = fetch("http://localhost/", &Fetch { method: "POST", body: Some("x"), ..Fetch::default() }) {
            debug(&format!("{} {:?} {:?}", reply.ok(), reply.text(), reply.json()));
        }
        sockets();
        if let Some(port) = SerialPort::open("usb-x", 4800) {
            debug(&format!("{:?} {:?}", port.read(), port.write(b"x")));
        }
    }

    fn delta(&mut self, delta: &Value) {
        debug(&delta.to_string());
    }

    fn event(&mut self, event: &Value) {
        debug(&event.to_string());
    }
}

fn sockets() {
    if let Some(udp) = UdpSocket::new(false) {
        udp.bind(0);
        udp.join_multicast("239.0.0.1", "");
        udp.set_multicast_ttl(1);
        udp.set_multicast_loopback(true);
        udp.set_broadcast(true);
        udp.send("127.0.0.1", 1, b"x");
        if let Some(datagram) = udp.receive() {
            debug(&format!("{}:{} {}", datagram.address, datagram.port, datagram.data.len()));
        }
        debug(&udp.pending().to_string());
        udp.leave_multicast("239.0.0.1", "");
    }
    if let Some(tcp) = TcpSocket::connect("localhost", 1) {
        tcp.set_line_buffering(true);
        tcp.send(b"x");
        debug(&format!("{} {:?} {:?} {}", tcp.state() == TcpState::Connected, tcp.receive_line(), tcp.receive(), tcp.pending()));
    }
}

impl Everything {
    fn get(&mut self, request: &Request) -> Response {
        let known = [request.method(), request.path(), request.param("id").unwrap_or(""), request.query("q").unwrap_or(""), request.header("host").unwrap_or("")];
        match request.body() {
            Value::Null => Response::page("<p>").with_status(404),
            _ => Response::json(known.concat()),
        }
    }

    fn put(&mut self, value: &Value) -> PutReply {
        if value.number() == Some(1.0) { PutReply::completed() } else { PutReply::failed(400, "not 1") }
    }

    fn list(&mut self, query: &Value) -> Value {
        Value::object().with("query", query.clone())
    }
}

plugin! {
    Everything,
    poll,
    delta,
    event,
    http { GET "/api/:id" => handle: Everything::get, PUT "/api" => handle_put: Everything::get, }
    put { handle_put_vessels_self_a_b: Everything::put, }
    answer { resources_list_resources: Everything::list, }
}
