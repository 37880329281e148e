//! Encryption of archives with age: to recipients, whose keys lie elsewhere, or with a passphrase.
//! Anybody's `age` program opens them too.

use std::io::{self, BufRead, BufReader, Read, Seek, Write};

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, Encryptor, IdentityFile, scrypt, x25519};

use super::error::BackupError;
use crate::limits::{PASSPHRASE_CHARACTERS, PASSPHRASE_WORK, PASSPHRASE_WORK_AT_MOST};

/// How every file of age begins.
const MAGIC: &[u8] = b"age-encryption.org/";

/// How an archive is protected when it is written.
#[derive(Clone, Default)]
pub struct Lock(Locking);

#[derive(Clone, Default)]
enum Locking {
    #[default]
    Open,
    Recipients(Vec<x25519::Recipient>),
    Passphrase(SecretString),
}

impl Lock {
    /// Not at all: whoever has the file can read it.
    #[must_use]
    pub fn open() -> Self {
        Lock::default()
    }

    /// To these recipients, `age1…` as `age-keygen` prints them; each one's key opens it alone.
    ///
    /// # Errors
    /// [`BackupError::Key`] if there is none, or one is no recipient.
    pub fn to_recipients(recipients: &[String]) -> Result<Self, BackupError> {
        let read = recipients.iter().map(|text| text.parse());
        let read: Result<Vec<x25519::Recipient>, _> = read.collect();
        match read {
            Ok(list) if !list.is_empty() => Ok(Lock(Locking::Recipients(list))),
            _ => Err(BackupError::Key(
                "A recipient begins with age1 and is printed by age-keygen beside its key. \
                 Copy it whole.",
            )),
        }
    }

    /// With a passphrase; a line feed at its end does not belong to it.
    ///
    /// # Errors
    /// [`BackupError::Key`] if it is shorter than [`PASSPHRASE_CHARACTERS`].
    pub fn with_passphrase(text: &str) -> Result<Self, BackupError> {
        let passphrase = first_line(text);
        if passphrase.chars().count() < PASSPHRASE_CHARACTERS {
            return Err(BackupError::Key(
                "The passphrase is too short to protect a backup. Use at least 16 characters, \
                 such as four words that do not belong together.",
            ));
        }
        Ok(Lock(Locking::Passphrase(SecretString::from(passphrase))))
    }

    /// Whether it protects nothing.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.0, Locking::Open)
    }

    /// What an archive is written to, so that `out` gets it protected.
    pub(super) fn around<W: Write>(self, out: W) -> Result<Output<W>, BackupError> {
        let encryptor = match self.0 {
            Locking::Open => return Ok(Output::Plain(out)),
            Locking::Recipients(list) => {
                Encryptor::with_recipients(list.iter().map(|r| r as &dyn age::Recipient))
            }
            Locking::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase);
                recipient.set_work_factor(PASSPHRASE_WORK);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            }
        };
        let encryptor =
            encryptor.map_err(|_| BackupError::Key("These recipients cannot be used together."))?;
        let stream = encryptor.wrap_output(out).map_err(BackupError::output)?;
        Ok(Output::Encrypted(Box::new(stream)))
    }
}

/// Where an archive is written to.
pub(super) enum Output<W: Write> {
    Plain(W),
    Encrypted(Box<StreamWriter<W>>),
}

impl<W: Write> Output<W> {
    /// Writes what is still to be written, without which an encrypted archive could not be opened.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Output::Plain(mut out) => out.flush(),
            Output::Encrypted(stream) => stream.finish()?.flush(),
        }
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Plain(out) => out.write(bytes),
            Output::Encrypted(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Plain(out) => out.flush(),
            Output::Encrypted(out) => out.flush(),
        }
    }
}

/// What opens an encrypted archive.
pub struct Key(Keys);

enum Keys {
    Identities(Vec<Box<dyn age::Identity + Send + Sync>>),
    Passphrase(SecretString),
}

impl Key {
    /// The keys in a file of identities, as `age-keygen` writes it.
    ///
    /// # Errors
    /// [`BackupError::Key`] if there is none in it.
    pub fn from_identities(text: &str) -> Result<Self, BackupError> {
        const UNUSABLE: BackupError = BackupError::Key(
            "This is no file of identities: it holds lines that begin with AGE-SECRET-KEY-1, as \
             age-keygen writes them.",
        );
        let file = IdentityFile::from_buffer(text.as_bytes()).map_err(|_| UNUSABLE)?;
        match file.into_identities() {
            Ok(list) if !list.is_empty() => Ok(Key(Keys::Identities(list))),
            _ => Err(UNUSABLE),
        }
    }

    /// A passphrase; a line feed at its end does not belong to it.
    #[must_use]
    pub fn from_passphrase(text: &str) -> Self {
        Key(Keys::Passphrase(SecretString::from(first_line(text))))
    }
}

/// An archive that can be read, from the beginning and again.
pub(super) trait Source: BufRead + Seek + Send {}

impl<T: BufRead + Seek + Send> Source for T {}

/// The archive itself, decrypted as it is read if it is encrypted.
pub(super) fn open<R>(file: R, key: Option<&Key>) -> Result<Box<dyn Source>, BackupError>
where
    R: Read + Seek + Send + 'static,
{
    let mut file = BufReader::new(file);
    let start = file.fill_buf().map_err(|e| BackupError::Input(e.kind()))?;
    if !start.starts_with(MAGIC) {
        return Ok(Box::new(file));
    }
    let key = key.ok_or(BackupError::Key(
        "The archive is encrypted. Give --identity or --passphrase-file.",
    ))?;
    let decryptor = Decryptor::new_buffered(file).map_err(refused)?;
    let stream = match (&key.0, decryptor.is_scrypt()) {
        (Keys::Identities(list), false) => decryptor.decrypt(
            list.iter()
                .map(|identity| &**identity as &dyn age::Identity),
        ),
        (Keys::Passphrase(passphrase), true) => {
            let mut identity = scrypt::Identity::new(passphrase.clone());
            identity.set_max_work_factor(PASSPHRASE_WORK_AT_MOST);
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
        }
        (Keys::Identities(_), true) => {
            return Err(BackupError::Key(
                "The archive is encrypted with a passphrase. Give --passphrase-file.",
            ));
        }
        (Keys::Passphrase(_), false) => {
            return Err(BackupError::Key(
                "The archive is encrypted to recipients. Give --identity.",
            ));
        }
    };
    Ok(Box::new(BufReader::new(stream.map_err(refused)?)))
}

/// Why an archive was not opened.
fn refused(error: DecryptError) -> BackupError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => BackupError::Key(
            "This key or passphrase does not open the archive. Use the one that it was made with.",
        ),
        DecryptError::ExcessiveWork { .. } => BackupError::Key(
            "The archive asks for more work to open it than any that Lapwing makes.",
        ),
        DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            BackupError::Input(error.kind())
        }
        _ => BackupError::at(1, "the beginning of the encrypted file is damaged."),
    }
}

/// What a file of one line holds.
fn first_line(text: &str) -> String {
    let line = text.strip_suffix('\n').unwrap_or(text);
    line.strip_suffix('\r').unwrap_or(line).to_owned()
}
