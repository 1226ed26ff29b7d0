//! What goes wrong with an office's folder, as a message: every fault of the layers below that a use case outside a
//! session meets.

use super::api::Message;
use super::passwords::password_message;
use crate::store;
use crate::vault::device;
use crate::vault::keyfile::KeyfileFault;
use crate::vault::keyslots::KeyslotsFault;
use crate::vault::os;
use crate::vault::password::PasswordFault;

/// What went wrong with the office's folder.
#[derive(Debug)]
pub struct OfficeFault(pub Message);

impl OfficeFault {
    pub(super) fn new(id: &'static str) -> OfficeFault {
        OfficeFault(Message::new(id))
    }
}

impl From<os::FileError> for OfficeFault {
    fn from(error: os::FileError) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<store::Error> for OfficeFault {
    fn from(error: store::Error) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<device::KeyStoreError> for OfficeFault {
    fn from(error: device::KeyStoreError) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<KeyfileFault<KeyslotsFault>> for OfficeFault {
    fn from(fault: KeyfileFault<KeyslotsFault>) -> OfficeFault {
        OfficeFault::new(fault.message_id(|f| f.message_id()))
    }
}

impl From<KeyslotsFault> for OfficeFault {
    fn from(fault: KeyslotsFault) -> OfficeFault {
        OfficeFault::new(fault.message_id())
    }
}

impl From<PasswordFault> for OfficeFault {
    fn from(fault: PasswordFault) -> OfficeFault {
        OfficeFault(password_message(fault))
    }
}
