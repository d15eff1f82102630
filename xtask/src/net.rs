//! The little network xtask needs: free ports and "does it answer yet?".

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Below those that systems give out themselves (Linux from 32768, RFC 6335 section 6 from 49152):
/// any connection could have such a port before whoever it is meant for listens on it.
const PORTS: Range<u16> = 16_000..32_000;

/// A port of the loopback interface that nobody listens on. It is not given out again.
pub(crate) fn free_port() -> Result<u16> {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    // Processes that run side by side begin at different places.
    let first = process::id().wrapping_mul(97);
    for _ in PORTS {
        let next = first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = PORTS.start + u16::try_from(next % u32::from(PORTS.end - PORTS.start))?;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("every port from {} to {} is taken", PORTS.start, PORTS.end)
}

/// Fails with what to do when somebody listens on `port`.
pub(crate) fn claim_port(port: u16) -> Result<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(|_| port)
        .with_context(|| format!("port {port} is taken; choose another one with --port"))
}

/// The status of a GET request, or `None` when nobody answers.
pub(crate) fn status_of(port: u16, path: &str) -> Option<u16> {
    status_as(port, port, path)
}

/// The same for a server that knows itself by another port, as one behind a proxy does.
pub(crate) fn status_as(public_port: u16, port: u16, path: &str) -> Option<u16> {
    const PATIENCE: Duration = Duration::from_secs(30);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost:{public_port}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    // Only the status line: not every server heeds "Connection: close".
    let mut status_line = String::new();
    BufReader::new(stream).read_line(&mut status_line).ok()?;
    status_line.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_taken_port_is_refused() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(claim_port(port).is_err());
        assert!(claim_port(free_port().unwrap()).is_ok());
    }

    #[test]
    fn no_port_is_given_out_twice_nor_by_the_system() {
        let ports: HashSet<_> = (0..100).map(|_| free_port().unwrap()).collect();
        assert_eq!(ports.len(), 100);
        assert!(ports.iter().all(|port| PORTS.contains(port)));
    }

    #[test]
    fn nobody_has_no_status() {
        assert_eq!(status_of(free_port().unwrap(), "/"), None);
    }
}
