// Serial ports. Capability serialPorts, which the operator grants for each port. Nothing here waits: ask again in `poll`.
import { sk_serial_close, sk_serial_open, sk_serial_read, sk_serial_write } from './host'
import { buffer, bytes, utf8 } from './text'

export class SerialPort {
  private readonly id: i32

  /**
   * @param device a name of /dev/serial/by-id, or what the grant calls it
   * @param baud 0 for the grant's own
   */
  constructor(device: string, baud: i32 = 0) {
    const name = utf8(device)
    this.id = sk_serial_open(changetype<usize>(name), name.byteLength, baud)
  }

  /** Whether it was granted and is there. */
  get isOpen(): bool {
    return this.id > 0
  }

  /** What came; empty if nothing did, null once the port is gone. */
  read(): Uint8Array | null {
    const into = buffer(4096)
    const length = sk_serial_read(this.id, changetype<usize>(into), into.length)
    return length < 0 ? null : bytes(into, length)
  }

  /** Bytes taken; -1 if it failed. */
  write(data: Uint8Array): i32 {
    return sk_serial_write(this.id, data.dataStart, data.length)
  }

  writeText(text: string): i32 {
    return this.write(Uint8Array.wrap(utf8(text)))
  }

  close(): void {
    sk_serial_close(this.id)
  }
}
