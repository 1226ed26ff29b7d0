//! What the access log's rows of 4xx say of accounts, roles and rights beside whom they are about: the keys of their
//! detail, what is written under them, and how it is read back. [`super::rights_log`] compares it with the tables.
//!
//! Codes, days, moments and ids stand in clear; login name, name and keyed hashes of a henkilötunnus as a commitment
//! only (security design, 6.6): whoever has the tables can compare, and whoever has the log alone reads nobody's name out
//! of it. A row of an earlier program lacks what was not said then: that is not compared.

use super::people::{Account, Right, Role};
use crate::journal::log::Detail;
use crate::register::{Id, Value};
use crate::vault::derive;

/// Key of the detail of a 402 row about a role, and of a 403 row that ends one role: the role's name in the policy.
pub const GRANTED_ROLE: u16 = 1;
/// Key of a 402 row's detail: its last day.
pub const GRANTED_UNTIL: u16 = 2;
/// Key of a 402 row's detail: the compartments whose keys were handed over with it, by code.
pub const GRANTED_KEYS: u16 = 3;
/// Key of a 402 row's detail: its first day.
pub const GRANTED_FROM: u16 = 4;
/// Key of a 402 row's detail: the day of the security agreement.
pub const GRANTED_AGREEMENT: u16 = 5;
/// Key of a 402 row's detail: the moment, as the table has it.
pub const GRANTED_AT: u16 = 6;
/// Key of a 403 or 404 row's detail: the moment at which role, right or all of them ended, as the table has it.
pub const ENDED_AT: u16 = 7;

/// Key of a 401 row's detail: what was declared of the user, a word of [`declared`]; never whose code it is.
pub const DECLARED: u16 = 1;
/// Key of the detail of a 401 row that makes an account: commitment to the login name.
pub const ACCOUNT_LOGIN: u16 = 2;
/// Key of the same row's detail: commitment to the name.
pub const ACCOUNT_NAME: u16 = 3;
/// Key of the same row's detail: the unit.
pub const ACCOUNT_UNIT: u16 = 4;
/// Key of a 401 row's detail: commitment to the keyed hash of the code that is declared.
pub const DECLARED_TAG: u16 = 5;
/// Key of a 401 row's detail: commitment to the key of these hashes.
pub const HETU_KEY: u16 = 6;
/// Key of the detail of the office's first row: the first day of the founder's role.
pub const FOUNDED_FROM: u16 = 7;
/// Key of the same row's detail: its last day.
pub const FOUNDED_UNTIL: u16 = 8;
/// Key of the same row's detail: the day of the founder's security agreement.
pub const FOUNDED_AGREEMENT: u16 = 9;
/// Key of the same row's detail: the moment, as the table has it.
pub const FOUNDED_AT: u16 = 10;
/// Key of the same row's detail: commitment to the public halves of the compartment keys.
pub const FOUNDED_KEYS: u16 = 11;

/// Words of a 401 row.
pub mod declared {
    /// The own code.
    pub const OWN: &str = "own";
    /// A close person's.
    pub const CLOSE: &str = "close";
    /// A close person's, taken back.
    pub const CLOSE_ENDED: &str = "close-ended";
}

/// The role with which an office begins.
pub const FOUNDER: &str = "administrator";

/// A commitment in a row.
pub type Seal = [u8; 32];

/// Bound to what it is and whose, so that two of the same text do not look alike.
fn seal(what: &str, user: Id, bytes: &[u8]) -> Seal {
    derive::sha256(&[b"luukku/v1/log-", what.as_bytes(), &[0], user.as_bytes(), bytes])
}

/// Commitment to a login name.
pub fn login_seal(user: Id, login: &str) -> Seal {
    seal("login", user, login.as_bytes())
}

/// Commitment to a name.
pub fn name_seal(user: Id, name: &str) -> Seal {
    seal("name", user, name.as_bytes())
}

/// Commitment to a keyed hash of a user's own henkilötunnus or a close person's.
pub fn tag_seal(user: Id, tag: &[u8]) -> Seal {
    seal("tag", user, tag)
}

/// Commitment to the key of these hashes, which is random.
pub fn key_seal(key: &[u8]) -> Seal {
    seal("hetu-key", Id::default(), key)
}

/// Commitment to the public halves of the compartment keys: compartment, epoch, X25519.
pub fn keys_seal(keys: &[(u8, u32, [u8; 32])]) -> Seal {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    let mut bytes = Vec::with_capacity(keys.len() * 37);
    for (comp, epoch, public) in keys {
        bytes.push(comp);
        bytes.extend(epoch.to_be_bytes());
        bytes.extend(public);
    }
    seal("public-keys", Id::default(), &bytes)
}

fn sealed(seal: Seal) -> Value {
    Value::Bytes(seal.to_vec())
}

fn int(n: impl Into<i64>) -> Value {
    Value::Int(n.into())
}

/// Of a 401 row that makes an account. `hetu_key` is the key of the keyed hashes, if the office has one.
pub fn account(account: &Account, hetu_key: Option<&[u8]>) -> Detail {
    let user = account.user;
    let mut detail = Detail::from([
        (ACCOUNT_LOGIN, sealed(login_seal(user, &account.login))),
        (ACCOUNT_NAME, sealed(name_seal(user, &account.name))),
        (ACCOUNT_UNIT, Value::Id(account.unit)),
    ]);
    detail.extend(account.own_hetu.as_ref().map(|tag| (DECLARED_TAG, sealed(tag_seal(user, tag)))));
    detail.extend(hetu_key.map(|key| (HETU_KEY, sealed(key_seal(key)))));
    detail
}

/// Of the office's first row: the founder's account and role, and the public halves of the compartment keys.
pub fn founder(
    founder: &Account,
    role: &Role,
    hetu_key: &[u8],
    public_keys: &[(u8, u32, [u8; 32])],
) -> Detail {
    let mut detail = account(founder, Some(hetu_key));
    detail.extend([
        (FOUNDED_FROM, int(role.from_day)),
        (FOUNDED_UNTIL, int(role.until_day)),
        (FOUNDED_AGREEMENT, int(role.agreement_day)),
        (FOUNDED_AT, int(role.granted_at)),
        (FOUNDED_KEYS, sealed(keys_seal(public_keys))),
    ]);
    detail
}

/// Of a 401 row that declares a code by a word of [`declared`].
pub fn declares(word: &str, user: Id, tag: &[u8], hetu_key: Option<&[u8]>) -> Detail {
    let mut detail =
        Detail::from([(DECLARED, Value::Text(word.to_owned())), (DECLARED_TAG, sealed(tag_seal(user, tag)))]);
    detail.extend(hetu_key.map(|key| (HETU_KEY, sealed(key_seal(key)))));
    detail
}

/// Of a 402 row that gives a role, with the keys of these compartments.
pub fn role(role: &Role, keys: &[u8]) -> Detail {
    let mut detail = Detail::from([
        (GRANTED_ROLE, Value::Text(role.role.clone())),
        (GRANTED_FROM, int(role.from_day)),
        (GRANTED_UNTIL, int(role.until_day)),
        (GRANTED_AGREEMENT, int(role.agreement_day)),
        (GRANTED_AT, int(role.granted_at)),
    ]);
    if !keys.is_empty() {
        detail.insert(GRANTED_KEYS, Value::Bytes(keys.to_vec()));
    }
    detail
}

/// Of a 402 row that gives an individual right: beside its sealed reason, which has the keys 0 and 1.
pub fn right(right: &Right) -> Detail {
    Detail::from([
        (GRANTED_FROM, int(right.from_day)),
        (GRANTED_UNTIL, int(right.until_day)),
        (GRANTED_AT, int(right.granted_at)),
    ])
}

/// Of a 403 or 404 row: what ended at that moment; a role by its name.
pub fn ended(role: Option<&str>, at: i64) -> Detail {
    let mut detail = Detail::from([(ENDED_AT, int(at))]);
    detail.extend(role.map(|role| (GRANTED_ROLE, Value::Text(role.to_owned()))));
    detail
}

/// A detail as it is read back.
#[derive(Clone, Copy)]
pub(super) struct Read<'a>(pub Option<&'a Detail>);

impl Read<'_> {
    pub fn int(self, key: u16) -> Option<i64> {
        self.0?.get(&key)?.as_int()
    }

    pub fn id(self, key: u16) -> Option<Id> {
        self.0?.get(&key)?.as_id()
    }

    pub fn text(self, key: u16) -> Option<String> {
        self.0?.get(&key)?.as_text().map(str::to_owned)
    }

    pub fn seal(self, key: u16) -> Option<Seal> {
        match self.0?.get(&key)? {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
            _ => None,
        }
    }
}
