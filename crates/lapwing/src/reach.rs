//! How browsers reach the pages, read from the arguments: on this machine in the clear; from others with
//! a certificate of our own, or through a proxy that has one.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use web::{Certificate, Entrance, Reach};

use crate::secrets;
use crate::serve::Listening;

/// How browsers reach the pages.
#[derive(Debug)]
pub enum Way {
    /// From this machine.
    Here(SocketAddr),
    /// From others, with a certificate.
    Certificate {
        /// Where it is listened.
        listen: SocketAddr,
        /// The host that is asked for.
        host: String,
        /// The file of the certificate, and that of its private key.
        files: (PathBuf, PathBuf),
        /// What they hold.
        certificate: Certificate,
    },
    /// From others, through a proxy.
    Proxy {
        /// Where it is listened.
        listen: SocketAddr,
        /// The host that is asked for.
        host: String,
        /// Where the proxy connects from.
        proxy: IpAddr,
    },
}

impl Way {
    /// Reads the arguments.
    ///
    /// # Errors
    /// A sentence that says what cannot be used, and what can.
    pub fn read(args: &Listening) -> Result<Self, String> {
        let listen = address(&args.listen)?;
        match (&args.certificate, &args.private_key, &args.public_name) {
            (Some(chain), Some(key), Some(host)) => {
                let files = (chain.clone(), key.clone());
                let (pem, private) = pems(&files)?;
                let certificate = Certificate::read(&pem, &private, host)
                    .map_err(|error| format!("{error} ({})", chain.display()))?;
                Ok(Way::Certificate {
                    listen,
                    host: host.clone(),
                    files,
                    certificate,
                })
            }
            (_, _, Some(host)) => match args.behind_proxy {
                Some(proxy) => Ok(Way::Proxy {
                    listen,
                    host: host.clone(),
                    proxy,
                }),
                None => Err(
                    "a public name takes a certificate (--certificate, --private-key) or a proxy \
                     (--behind-proxy)"
                        .to_owned(),
                ),
            },
            _ => Way::here(&args.listen),
        }
    }

    /// From this machine only.
    ///
    /// # Errors
    /// As [`read`](Way::read).
    pub fn here(listen: &str) -> Result<Self, String> {
        let address = address(listen)?;
        if address.ip().is_loopback() {
            return Ok(Way::Here(address));
        }
        Err(format!(
            "{listen} could be reached from other machines. That takes --public-name, and a \
             certificate (--certificate, --private-key) or a proxy (--behind-proxy); for this machine \
             alone use --listen 127.0.0.1:{}",
            address.port()
        ))
    }

    /// Where it is listened.
    pub fn listen(&self) -> SocketAddr {
        match self {
            Way::Here(listen) | Way::Certificate { listen, .. } | Way::Proxy { listen, .. } => {
                *listen
            }
        }
    }

    /// What is said of where it is listened.
    pub fn place(&self, listening: SocketAddr) -> String {
        match self {
            Way::Here(_) => format!("http://{listening}"),
            Way::Certificate { host, .. } if listening.port() == 443 => format!("https://{host}"),
            Way::Certificate { host, .. } => format!("https://{host}:{}", listening.port()),
            Way::Proxy { host, proxy, .. } => {
                format!("http://{listening} for the proxy at {proxy}, which is https://{host}")
            }
        }
    }

    /// Whether browsers reach the pages from other machines, over TLS.
    pub fn is_encrypted(&self) -> bool {
        !matches!(self, Way::Here(_))
    }

    /// The same as the site knows it.
    pub fn entrance(&self) -> Entrance {
        match self {
            Way::Here(_) => Entrance::Loopback,
            Way::Certificate { host, .. } | Way::Proxy { host, .. } => {
                Entrance::Encrypted { host: host.clone() }
            }
        }
    }

    /// The same as the server knows it.
    pub fn reach(&self) -> Reach {
        match self {
            Way::Here(_) => Reach::Loopback,
            Way::Certificate { certificate, .. } => Reach::Tls(certificate.clone()),
            Way::Proxy { proxy, .. } => Reach::Proxy(*proxy),
        }
    }

    /// Reads the certificate's files again.
    ///
    /// # Errors
    /// A sentence, where they cannot be used; the certificate is as it was.
    pub fn renew(&self) -> Result<(), String> {
        let Way::Certificate {
            host,
            files,
            certificate,
            ..
        } = self
        else {
            return Ok(());
        };
        let (chain, key) = pems(files)?;
        certificate
            .renew(&chain, &key, host)
            .map_err(|error| error.to_string())
    }
}

/// What the two files of a certificate hold.
fn pems((chain, key): &(PathBuf, PathBuf)) -> Result<(Vec<u8>, Vec<u8>), String> {
    let unread = |path: &Path, error| format!("{} cannot be read ({error})", path.display());
    let chain = std::fs::read(chain).map_err(|error| unread(chain, error))?;
    let key = secrets::read(key, "the private key")?;
    Ok((chain, key))
}

fn address(listen: &str) -> Result<SocketAddr, String> {
    let address = listen.to_socket_addrs().ok().and_then(|mut all| all.next());
    address.ok_or_else(|| format!("{listen} is not an address and port, such as 127.0.0.1:8080"))
}

/// The name of a host, as browsers ask for it: without scheme, port or path.
///
/// # Errors
/// A sentence.
pub fn host(typed: &str) -> Result<String, String> {
    let name = typed.to_ascii_lowercase();
    let is_part = |part: &str| {
        let inside = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        !part.is_empty() && inside && !part.starts_with('-') && !part.ends_with('-')
    };
    if name.len() <= 253 && name.split('.').all(is_part) {
        Ok(name)
    } else {
        Err("it is the name alone, such as lapwing.example.gov.uk".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_public_name_is_a_name_alone() {
        for (typed, name) in [
            ("lapwing.example.gov.uk", Some("lapwing.example.gov.uk")),
            ("Lapwing.Example.gov.uk", Some("lapwing.example.gov.uk")),
            ("lapwing", Some("lapwing")),
            ("https://lapwing.example.gov.uk", None),
            ("lapwing.example.gov.uk:443", None),
            ("lapwing.example.gov.uk/", None),
            ("lapwing..uk", None),
            ("-lapwing.uk", None),
            ("[::1]", None),
            ("", None),
        ] {
            assert_eq!(host(typed).ok().as_deref(), name, "{typed}");
        }
    }
}
