//! The log's checkpoint: a signed note (security design, section 6.7; C2SP signed-note).
//!
//! ```text
//! luukku/log/<office uuid>/<dev uuid>
//! <n>
//! <base64 of c_n>
//! ts=<ms>
//!
//! — <name> <base64(key id 4 ‖ Ed25519 signature over the four lines)>
//! ```
//!
//! It leaves the process only after a durable commit covers row n; that is the caller's to keep.

use super::hash::Hash;
use crate::register::Id;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// No note of ours is longer than so many bytes.
const MAX_BYTES: usize = 16 * 1024;

/// The head of a log stream at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The office.
    pub office: Id,
    /// The incarnation whose log stream it is.
    pub dev: Id,
    /// The number of the last row.
    pub n: u64,
    /// Its hash.
    pub c: Hash,
    /// When the checkpoint was made, UTC milliseconds.
    pub ts_ms: i64,
}

/// What the names of machines begin with.
const DEVICE: &str = "luukku/device/";

/// The name under which a machine signs.
pub fn device_name(machine: Id) -> String {
    format!("{DEVICE}{machine}")
}

/// The name under which a user signs.
pub fn user_name(user: Id) -> String {
    format!("luukku/user/{user}")
}

/// SHA-256(name ‖ 0A ‖ 01 ‖ public key)[..4].
pub fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let hash: Hash = Sha256::new()
        .chain_update(name.as_bytes())
        .chain_update([0x0a, 0x01])
        .chain_update(public)
        .finalize()
        .into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// A signer whose notes are believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// Its name.
    pub name: String,
    /// Its Ed25519 public key.
    pub public: [u8; 32],
    /// It signed for us from this moment on, UTC milliseconds.
    pub from_ms: i64,
    /// It signs for us until this moment, UTC milliseconds; `None` for ever.
    pub until_ms: Option<i64>,
}

impl KnownKey {
    /// A key that was and is always believed.
    pub const fn always(name: String, public: [u8; 32]) -> KnownKey {
        KnownKey { name, public, from_ms: i64::MIN, until_ms: None }
    }

    fn is_device(&self) -> bool {
        self.name.starts_with(DEVICE)
    }

    fn valid_at(&self, ms: i64) -> bool {
        self.from_ms <= ms && self.until_ms.is_none_or(|until| ms <= until)
    }
}

/// Why a note is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// It is not a note of the format.
    Form,
    /// No machine that was known and valid at its time signed it.
    Unknown,
    /// A known signer's signature is wrong.
    Signature,
}

impl NoteError {
    /// The Fluent id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            NoteError::Form => "error-note-form",
            NoteError::Unknown => "error-note-signer",
            NoteError::Signature => "error-note-signature",
        }
    }
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for NoteError {}

impl Checkpoint {
    /// The four lines that are signed.
    pub fn text(&self) -> String {
        let Checkpoint { office, dev, n, c, ts_ms } = self;
        format!("luukku/log/{office}/{dev}\n{n}\n{}\nts={ts_ms}\n", STANDARD.encode(c))
    }

    /// The note with the signatures of these signers, in this order.
    pub fn sign(&self, signers: &[(&str, &SigningKey)]) -> String {
        let text = self.text();
        let mut note = format!("{text}\n");
        for (name, key) in signers {
            let mut blob = key_id(name, key.verifying_key().as_bytes()).to_vec();
            blob.extend(key.sign(text.as_bytes()).to_bytes());
            note.push_str(&format!("— {name} {}\n", STANDARD.encode(blob)));
        }
        note
    }

    fn parse(text: &str) -> Option<Checkpoint> {
        let mut lines = text.lines();
        let (office, dev) = lines.next()?.strip_prefix("luukku/log/")?.split_once('/')?;
        let checkpoint = Checkpoint {
            office: Id::parse(office)?,
            dev: Id::parse(dev)?,
            n: lines.next()?.parse().ok()?,
            c: STANDARD.decode(lines.next()?).ok()?.try_into().ok()?,
            ts_ms: lines.next()?.strip_prefix("ts=")?.parse().ok()?,
        };
        // One form only: no leading zeros, signs, capitals or further lines.
        (checkpoint.text() == text).then_some(checkpoint)
    }
}

/// A note as it was read; nothing in it is believed before [`SignedNote::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    checkpoint: Checkpoint,
    signatures: Vec<(String, [u8; 4], [u8; 64])>,
}

impl SignedNote {
    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError::Form`].
    pub fn parse(note: &str) -> Result<SignedNote, NoteError> {
        SignedNote::read(note).ok_or(NoteError::Form)
    }

    fn read(note: &str) -> Option<SignedNote> {
        if note.len() > MAX_BYTES {
            return None;
        }
        let (lines, signed) = note.split_once("\n\n")?;
        let checkpoint = Checkpoint::parse(&format!("{lines}\n"))?;
        let mut signatures = Vec::new();
        for line in signed.strip_suffix('\n')?.split('\n') {
            let (name, blob) = line.strip_prefix("— ")?.split_once(' ')?;
            if name.is_empty() || name.contains('+') {
                return None;
            }
            let blob = STANDARD.decode(blob).ok()?;
            let (key_id, signature) = blob.split_first_chunk::<4>()?;
            signatures.push((name.to_owned(), *key_id, signature.try_into().ok()?));
        }
        Some(SignedNote { checkpoint, signatures })
    }

    /// What the note claims, believed or not: for naming the place of a fault.
    pub const fn claimed(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The checkpoint, if a known machine valid at its time signed it and no known signer's signature is wrong.
    /// Signatures of unknown signers are passed over, as C2SP asks. A user's alone vouches for nothing: whoever has the
    /// database key and an account of the own could make the notes of a whole log with it.
    ///
    /// # Errors
    /// [`NoteError::Signature`], [`NoteError::Unknown`].
    pub fn verify(&self, keys: &[KnownKey]) -> Result<Checkpoint, NoteError> {
        let text = self.checkpoint.text();
        let mut good = false;
        for (name, id, signature) in &self.signatures {
            let Some(key) = keys.iter().find(|k| k.name == *name && key_id(&k.name, &k.public) == *id) else {
                continue;
            };
            let public = VerifyingKey::from_bytes(&key.public).map_err(|_| NoteError::Signature)?;
            public
                .verify_strict(text.as_bytes(), &Signature::from_bytes(signature))
                .map_err(|_| NoteError::Signature)?;
            good |= key.is_device() && key.valid_at(self.checkpoint.ts_ms);
        }
        if good { Ok(self.checkpoint) } else { Err(NoteError::Unknown) }
    }
}
