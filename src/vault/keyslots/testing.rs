//! What tests of slots share.

use super::SlotType;
use super::slot::SlotPlan;
use crate::vault::kdf::KdfParams;
use crate::vault::testing::{LOGIN, T0};

/// What the slot of the published vectors says beside the keys.
pub fn plan() -> SlotPlan<'static> {
    SlotPlan {
        slot_type: SlotType::Password,
        login: LOGIN,
        slot_gen: 1,
        must_change: false,
        created: T0,
        changed: T0,
        expires: None,
        kdf: KdfParams::DEFAULT,
        salt: [0xa5; 16],
    }
}
