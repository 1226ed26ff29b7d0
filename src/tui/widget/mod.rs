//! The parts that screens are made of. Each paints through [`super::text`], takes keys as a pure function of its own
//! state, and says where the hardware cursor stands: screen readers and input methods follow it.

pub mod dialog;
pub mod edit;
pub mod frame;
pub mod help;
pub mod key_bar;
pub mod note_field;
pub mod palette;
pub mod password;
pub mod pick_list;
pub mod table;
pub mod text_field;

#[cfg(test)]
mod tests;
