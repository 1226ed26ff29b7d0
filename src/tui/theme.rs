//! What the parts of a screen mean, and how each theme shows that: roles to styles.
//!
//! The terminal's own colours, never a background of ours and never dark grey text: the hall's machines differ, and
//! no meaning hangs on colour alone (the marks `!! ! * ~ = >` stand beside it).

use ratatui::style::{Color, Modifier, Style};

/// The meaning of a piece of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Row 1.
    Title,
    /// The client line.
    Client,
    /// `!!`: a protection order.
    Protection,
    /// `!`: a deadline or an error.
    Alert,
    /// A label beside a field.
    Label,
    /// The value of a field.
    Value,
    /// The field, row or item that has the focus.
    Focus,
    /// `[salattu]`, `? ei kysytty`, `–`.
    Absent,
    /// A heading of a section or column.
    Heading,
    /// Row 22.
    Help,
    /// Row 23.
    Message,
    /// A key in the key bar.
    BarKey,
    /// The word beside it.
    BarText,
    /// What cannot be done now.
    Disabled,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 15] = [
        Role::Text,
        Role::Title,
        Role::Client,
        Role::Protection,
        Role::Alert,
        Role::Label,
        Role::Value,
        Role::Focus,
        Role::Absent,
        Role::Heading,
        Role::Help,
        Role::Message,
        Role::BarKey,
        Role::BarText,
        Role::Disabled,
    ];

    /// The role whose style is used where a theme has none for this one.
    const fn fallback(self) -> Option<Role> {
        match self {
            Role::Text => None,
            Role::Client | Role::Heading => Some(Role::Title),
            Role::Protection => Some(Role::Alert),
            _ => Some(Role::Text),
        }
    }
}

/// A theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// The terminal's colours with a little of its own red and yellow.
    #[default]
    Default,
    /// Only the two extremes, everything that matters reversed or bold.
    Contrast,
    /// No colour at all.
    Mono,
}

impl Theme {
    /// The theme of a setting; `no_color` (the environment's `NO_COLOR`, not empty) wins.
    pub fn choose(name: Option<&str>, no_color: bool) -> Theme {
        match name {
            _ if no_color => Theme::Mono,
            Some("contrast") => Theme::Contrast,
            Some("mono") => Theme::Mono,
            _ => Theme::Default,
        }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let mut role = role;
        loop {
            match (self.own(role), role.fallback()) {
                (Some(style), _) => return style,
                (None, Some(next)) => role = next,
                (None, None) => return Style::new(),
            }
        }
    }

    fn own(self, role: Role) -> Option<Style> {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reverse = plain.add_modifier(Modifier::REVERSED);
        Some(match (self, role) {
            (_, Role::Focus) => reverse,
            (_, Role::BarKey) => bold,
            (_, Role::Title) => bold,
            (_, Role::Value) if self == Theme::Contrast => bold,
            (_, Role::Heading) => plain.add_modifier(Modifier::UNDERLINED),
            (Theme::Default, Role::Alert) => bold.fg(Color::Red),
            (Theme::Default, Role::Protection) => bold.fg(Color::Red).add_modifier(Modifier::REVERSED),
            (_, Role::Alert) => bold,
            (_, Role::Protection) => bold.add_modifier(Modifier::REVERSED),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_theme_paints_a_background_or_dark_grey() {
        for theme in [Theme::Default, Theme::Contrast, Theme::Mono] {
            for role in Role::ALL {
                let style = theme.style(role);
                assert!(matches!(style.bg, None | Some(Color::Reset)), "{theme:?} {role:?}");
                assert_ne!(style.fg, Some(Color::DarkGray), "{theme:?} {role:?}");
                assert!(theme != Theme::Mono || style.fg.is_none(), "{role:?}");
            }
        }
    }

    #[test]
    fn no_color_is_mono() {
        assert_eq!(Theme::choose(Some("contrast"), true), Theme::Mono);
        assert_eq!(Theme::choose(Some("contrast"), false), Theme::Contrast);
        assert_eq!(Theme::choose(Some("unheard"), false), Theme::Default);
    }

    #[test]
    fn a_role_without_a_style_of_its_own_falls_back() {
        assert_eq!(Theme::Default.style(Role::Client), Theme::Default.style(Role::Title));
        assert_eq!(Theme::Mono.style(Role::Help), Theme::Mono.style(Role::Text));
    }
}
