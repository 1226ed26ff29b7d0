//! How a client was identified at the counter (register design, V1): one key, from which the visit follows.

/// How the client was identified: one key at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identification {
    /// 1
    IdentityCard,
    /// 2
    Passport,
    /// 3
    ResidencePermitCard,
    /// 4
    OtherDocument,
    /// 5
    Known,
    /// 6: by telephone, with control questions.
    Phone,
    /// 7: strong electronic identification.
    Strong,
    /// 0
    NotIdentified,
}

impl Identification {
    /// Every way, in the order of the keys.
    pub const ALL: [Identification; 8] = [
        Identification::IdentityCard,
        Identification::Passport,
        Identification::ResidencePermitCard,
        Identification::OtherDocument,
        Identification::Known,
        Identification::Phone,
        Identification::Strong,
        Identification::NotIdentified,
    ];

    /// The way of a digit key.
    pub fn from_digit(digit: char) -> Option<Identification> {
        Identification::ALL.into_iter().find(|i| i.digit() == digit)
    }

    /// Its digit key.
    pub const fn digit(self) -> char {
        match self {
            Identification::IdentityCard => '1',
            Identification::Passport => '2',
            Identification::ResidencePermitCard => '3',
            Identification::OtherDocument => '4',
            Identification::Known => '5',
            Identification::Phone => '6',
            Identification::Strong => '7',
            Identification::NotIdentified => '0',
        }
    }
}
