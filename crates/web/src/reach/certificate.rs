//! The certificate that pages are served with.

use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ResolvesServerCert, ResolvesServerCertUsingSni};
use rustls::sign::{CertifiedKey, SingleCertAndKey};

/// A certificate with its private key, as connections are answered with it: TLS 1.2 and 1.3 and nothing
/// older. All clones are one: a renewed certificate holds for all of them.
#[derive(Clone)]
pub struct Certificate(RustlsConfig);

/// Says nothing of the key in logs and panics.
impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate(…)")
    }
}

/// Why nothing can be served with a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The file holds no certificate.
    #[error(
        "the certificate cannot be read: the file must hold it as PEM text, from “BEGIN CERTIFICATE” \
         on, with those that it was signed by after it"
    )]
    NoCertificate,
    /// The file holds no private key.
    #[error(
        "the private key cannot be read: the file must hold it as PEM text without a passphrase, \
         from “BEGIN PRIVATE KEY” on"
    )]
    NoKey,
    /// They do not belong together.
    #[error("the private key is not that of the certificate")]
    OtherKey,
    /// Browsers that ask for the host would be told of a fraud.
    #[error("the certificate is not for {0}: have one made that names it")]
    OtherName(String),
    /// The library would not have it.
    #[error("the certificate cannot be served: {0}")]
    Unfit(String),
}

impl Certificate {
    /// Reads a certificate, with those that it was signed by, and its private key, both as PEM text,
    /// for a host of this name.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn read(chain: &[u8], key: &[u8], host: &str) -> Result<Self, CertificateError> {
        let config = Arc::new(config(chain, key, host)?);
        Ok(Certificate(RustlsConfig::from_config(config)))
    }

    /// Takes a renewed certificate for connections from now on. One that cannot be served leaves the
    /// present one in place.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn renew(&self, chain: &[u8], key: &[u8], host: &str) -> Result<(), CertificateError> {
        let config = Arc::new(config(chain, key, host)?);
        self.0.reload_from_config(config);
        Ok(())
    }

    pub(super) fn config(&self) -> RustlsConfig {
        self.0.clone()
    }
}

fn config(chain: &[u8], key: &[u8], host: &str) -> Result<ServerConfig, CertificateError> {
    let provider = Arc::new(ring::default_provider());
    let resolver = certified(chain, key, host, &provider)?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| CertificateError::Unfit(error.to_string()))?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The certificate and its key, if they belong together and are for this host.
fn certified(
    chain: &[u8],
    key: &[u8],
    host: &str,
    provider: &CryptoProvider,
) -> Result<Arc<dyn ResolvesServerCert>, CertificateError> {
    use rustls::{CertificateError as Reason, Error};
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<_, _>>()
        .map_err(|_| CertificateError::NoCertificate)?;
    if chain.is_empty() {
        return Err(CertificateError::NoCertificate);
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| CertificateError::NoKey)?;
    let own = CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => CertificateError::OtherKey,
        other => CertificateError::Unfit(other.to_string()),
    })?;
    // It is asked whether the certificate names the host; which one a browser asks for is looked at
    // with each request.
    ResolvesServerCertUsingSni::new()
        .add(host, own.clone())
        .map_err(|error| match error {
            Error::InvalidCertificate(
                Reason::NotValidForName | Reason::NotValidForNameContext { .. },
            )
            | Error::General(_) => CertificateError::OtherName(host.to_owned()),
            other => CertificateError::Unfit(other.to_string()),
        })?;
    Ok(Arc::new(SingleCertAndKey::from(own)))
}
