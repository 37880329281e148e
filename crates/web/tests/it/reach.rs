//! The pages over a real socket: on this machine, with a certificate made for the test, and behind a
//! proxy that the test plays; what slow and large requests get; and how the server stops.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use vault::Door;
use web::{Certificate, CertificateError, Entrance, Reach, Settings, Site, limits, serve};

/// The name that the certificate of these tests is for.
const HOST: &str = "lapwing.example";

/// A server that runs until it is told to stop.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
    _folder: TempDir,
}

impl Running {
    async fn start(reach: Reach) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let database = folder.path().join("reach.db");
        let door = Door::open(&database.to_string_lossy()).await;
        let settings = Settings {
            entrance: match reach {
                Reach::Loopback => Entrance::Loopback,
                _ => Entrance::Encrypted {
                    host: HOST.to_owned(),
                },
            },
            ..Settings::default()
        };
        let site = Site::with(door.expect("a database"), settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, site, reach, async {
            let _ = stopped.await;
        }));
        Running {
            address,
            stop,
            ended,
            _folder: folder,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address)
            .await
            .expect("a connection")
    }

    /// Sends a request for `/health` with these headers in the clear; gives the whole answer.
    async fn asks(&self, headers: &str) -> String {
        let request = format!("GET /health HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        said(self.connect().await, &request).await
    }
}

/// Sends a text, and gives everything that comes back until the other side closes.
async fn said(mut stream: impl AsyncRead + AsyncWrite + Unpin, text: &str) -> String {
    // A server that has closed already does not take it, and that shows in what comes back.
    let _ = stream.write_all(text.as_bytes()).await;
    rest(stream).await
}

async fn rest(mut stream: impl AsyncRead + Unpin) -> String {
    let mut bytes = Vec::new();
    // An end without a farewell is an end.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("nothing")
}

/// A certificate for a host as its two files hold it, and the same for a client to trust.
fn made(host: &str) -> (String, String, CertifiedKey<rcgen::KeyPair>) {
    let own = generate_simple_self_signed([host.to_owned()]).expect("a certificate");
    (own.cert.pem(), own.signing_key.serialize_pem(), own)
}

fn client(
    trusted: &CertifiedKey<rcgen::KeyPair>,
    versions: &[&'static SupportedProtocolVersion],
) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.cert.der().clone()).expect("a root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

#[tokio::test]
async fn over_tls_of_our_own() {
    let (chain, key, own) = made(HOST);
    let certificate = Certificate::read(chain.as_bytes(), key.as_bytes(), HOST).expect("read");
    let server = Running::start(Reach::Tls(certificate.clone())).await;
    let name = ServerName::try_from(HOST).expect("a name");
    let get =
        |host: &str| format!("GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    for version in [&version::TLS12, &version::TLS13] {
        let stream = client(&own, &[version])
            .connect(name.clone(), server.connect().await)
            .await
            .expect("a handshake");
        let answer = said(stream, &get(HOST)).await;
        assert_eq!(status(&answer), "200", "{answer}");
        let strict = "strict-transport-security: max-age=31536000; includeSubDomains";
        assert!(answer.contains(strict), "{answer}");
    }
    let stream = client(&own, &[&version::TLS13])
        .connect(name.clone(), server.connect().await)
        .await
        .expect("a handshake");
    assert_eq!(status(&said(stream, &get("other.example")).await), "421");
    // In the clear there is no answer, not even one that says so.
    let clear = server.asks(&format!("Host: {HOST}\r\n")).await;
    assert!(!clear.contains("HTTP"), "{clear}");
    // A renewed certificate holds from the next connection on; one that cannot be served changes nothing.
    let (chain, key, renewed) = made(HOST);
    let (other, ..) = made("other.example");
    let unfit = certificate.renew(other.as_bytes(), key.as_bytes(), HOST);
    assert_eq!(unfit, Err(CertificateError::OtherKey));
    let same = client(&own, &[&version::TLS13]);
    assert!(
        same.connect(name.clone(), server.connect().await)
            .await
            .is_ok()
    );
    certificate
        .renew(chain.as_bytes(), key.as_bytes(), HOST)
        .expect("renewed");
    assert!(
        same.connect(name.clone(), server.connect().await)
            .await
            .is_err()
    );
    let new = client(&renewed, &[&version::TLS13]);
    assert!(new.connect(name, server.connect().await).await.is_ok());
}

/// Each row: what stands in the two files, and what is said of it.
#[test]
fn certificates_that_cannot_be_served() {
    let (chain, key, _) = made(HOST);
    let (other, other_key, _) = made("other.example");
    for (certificate, private, expected) in [
        (chain.as_str(), key.as_str(), "ok"),
        (
            &other,
            &other_key,
            "the certificate is not for lapwing.example",
        ),
        (
            &chain,
            &other_key,
            "the private key is not that of the certificate",
        ),
        ("", &key, "the certificate cannot be read"),
        (&key, &key, "the certificate cannot be read"),
        (&chain, "", "the private key cannot be read"),
        (&chain, &chain, "the private key cannot be read"),
        (
            "-----BEGIN CERTIFICATE-----\nno\n",
            &key,
            "the certificate cannot be",
        ),
    ] {
        let read = Certificate::read(certificate.as_bytes(), private.as_bytes(), HOST);
        let told = read.map_or_else(|error| error.to_string(), |_| "ok".to_owned());
        assert!(told.starts_with(expected), "{told}, not {expected}");
    }
}

/// Each row: where the proxy is, what comes with the request, and the answer.
#[tokio::test]
async fn behind_a_proxy() {
    let host = format!("Host: {HOST}\r\n");
    for (proxy, headers, expected) in [
        (
            "127.0.0.1",
            "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n",
            "200",
        ),
        (
            "127.0.0.1",
            "X-Forwarded-Proto: http\r\nX-Forwarded-For: 192.0.2.1\r\n",
            "400",
        ),
        ("127.0.0.1", "X-Forwarded-For: 192.0.2.1\r\n", "400"),
        ("127.0.0.1", "X-Forwarded-Proto: https\r\n", "400"),
        (
            "192.0.2.9",
            "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n",
            "403",
        ),
    ] {
        let proxy: IpAddr = proxy.parse().expect("an address");
        let server = Running::start(Reach::Proxy(proxy)).await;
        let answer = server.asks(&format!("{host}{headers}")).await;
        assert_eq!(status(&answer), expected, "{proxy} {headers}");
        let strict = answer.contains("strict-transport-security: ");
        assert_eq!(strict, expected == "200", "{proxy} {headers}");
    }
}

/// A proxy on this machine that nobody told of would make everybody the local operator.
#[tokio::test]
async fn on_this_machine_what_a_proxy_passes_on_is_refused() {
    let server = Running::start(Reach::Loopback).await;
    for (headers, expected) in [
        ("", "200"),
        ("X-Forwarded-For: 192.0.2.1\r\n", "403"),
        ("X-Forwarded-Proto: https\r\n", "403"),
        ("Forwarded: for=192.0.2.1\r\n", "403"),
        ("Via: 1.1 proxy.example\r\n", "403"),
    ] {
        let answer = server.asks(&format!("Host: 127.0.0.1\r\n{headers}")).await;
        assert_eq!(status(&answer), expected, "{headers}: {answer}");
        assert!(!answer.contains("strict-transport-security"), "{answer}");
    }
}

#[tokio::test]
async fn a_site_and_its_reach_must_fit() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
    let database = folder.path().join("reach.db");
    let door = Door::open(&database.to_string_lossy()).await.expect("open");
    let encrypted = Settings {
        entrance: Entrance::Encrypted {
            host: HOST.to_owned(),
        },
        ..Settings::default()
    };
    let proxy = Reach::Proxy([127, 0, 0, 1].into());
    for (listen, settings, reach) in [
        ("0.0.0.0:0", Settings::default(), Reach::Loopback),
        ("127.0.0.1:0", Settings::default(), proxy),
        ("127.0.0.1:0", encrypted, Reach::Loopback),
    ] {
        let listener = TcpListener::bind(listen).await.expect("a port");
        let site = Site::with(door.clone(), settings);
        let refused = serve(listener, site, reach, std::future::pending()).await;
        let kind = refused.expect_err("it must be refused").kind();
        assert_eq!(kind, std::io::ErrorKind::InvalidInput);
    }
}

#[tokio::test]
#[ignore = "not shown yet"]
async fn heads_that_are_too_large_get_an_answer() {
    let server = Running::start(Reach::Loopback).await;
    let host = "Host: 127.0.0.1\r\n";
    let long = |bytes: usize| format!("{host}X-Long: {}\r\n", "a".repeat(bytes));
    let many = |count: usize| {
        let lines: Vec<String> = (0..count).map(|n| format!("X-{n}: a\r\n")).collect();
        format!("{host}{}", lines.concat())
    };
    for (headers, expected) in [
        (long(limits::HEADER_BYTES / 2), "200"),
        (long(limits::HEADER_BYTES + 1), "431"),
        (many(limits::HEADERS - 10), "200"),
        (many(limits::HEADERS + 1), "431"),
    ] {
        assert_eq!(status(&server.asks(&headers).await), expected);
    }
}

/// Three connections that only hold a place, side by side, because this takes as long as it says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_too_long_is_let_go() {
    let server = Running::start(Reach::Loopback).await;
    let lasts = async |sent: &str| {
        let began = Instant::now();
        let mut stream = server.connect().await;
        stream.write_all(sent.as_bytes()).await.expect("sent");
        rest(stream).await;
        began.elapsed()
    };
    let whole = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let (silent, half, idle) = tokio::join!(lasts(""), lasts("GET /hea"), lasts(whole));
    for (took, limit) in [
        (silent, limits::FIRST_REQUEST_TIME),
        (half, limits::FIRST_REQUEST_TIME),
        (idle, limits::HEADER_TIME),
    ] {
        assert!(took >= limit, "{took:?} of {limit:?}");
        assert!(
            took < limit + Duration::from_secs(5),
            "{took:?} of {limit:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_under_way_is_finished_before_the_server_stops() {
    let server = Running::start(Reach::Loopback).await;
    let body =
        "--b\r\nContent-Disposition: form-data; name=\"framework\"\r\n\r\nhmip-2018\r\n--b--\r\n";
    let head = format!(
        "POST /rate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    let mut under_way = server.connect().await;
    under_way.write_all(head.as_bytes()).await.expect("sent");
    // Answered at once, so the request before it is under way too.
    server.asks("Host: 127.0.0.1\r\n").await;
    server.stop.send(()).expect("the server runs");
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let answer = said(under_way, body).await;
    assert_eq!(answer.get(..8), Some("HTTP/1.1"), "{answer}");
    let ended = server.ended.await.expect("no panic");
    assert!(ended.is_ok(), "{ended:?}");
}
