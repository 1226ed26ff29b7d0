//! The compartments of the register and what depends on them alone: their codes, names and whether they are sealed.

/// A compartment: the unit of right, feed, key and erasure. A kind lies in exactly one (register design, K4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Compartment {
    /// Identity, contacts, job search, plans.
    Core = 1,
    /// Clarifications, statements.
    Benefit = 2,
    /// Appropriations, payments.
    Payment = 3,
    /// Health, sealed.
    Health = 4,
    /// Vocational guidance, sealed.
    Guidance = 5,
    /// Multi-sector support, sealed.
    Multisector = 6,
    /// Protected contact data and safety notes, sealed.
    Safety = 7,
}

impl Compartment {
    /// Every compartment in the order of its code.
    pub const ALL: [Compartment; 7] = [
        Compartment::Core,
        Compartment::Benefit,
        Compartment::Payment,
        Compartment::Health,
        Compartment::Guidance,
        Compartment::Multisector,
        Compartment::Safety,
    ];

    /// The code in formats on disk and wire (security design, section 5).
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The compartment of a code.
    pub fn from_code(code: u8) -> Option<Compartment> {
        Compartment::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The Fluent id of its name.
    pub const fn label_id(self) -> &'static str {
        match self {
            Compartment::Core => "compartment-core",
            Compartment::Benefit => "compartment-benefit",
            Compartment::Payment => "compartment-payment",
            Compartment::Health => "compartment-health",
            Compartment::Guidance => "compartment-guidance",
            Compartment::Multisector => "compartment-multisector",
            Compartment::Safety => "compartment-safety",
        }
    }

    /// Whether records of it are sealed under a key per subject.
    pub const fn sealed(self) -> bool {
        self.code() >= Compartment::Health.code()
    }
}
