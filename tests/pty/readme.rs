//! The first page of README.md as keys: what a newcomer is told to type is what the test types.

use super::office::Staff;

/// The texts in backquotes of each numbered item of "First page", as key scripts, in order.
#[must_use]
pub fn first_page(who: &Staff) -> Vec<Vec<String>> {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("## First page").expect("README has a first page");
    let (section, _) = rest.split_once("\n## ").expect("and goes on after it");
    let mut items: Vec<String> = Vec::new();
    for line in section.lines() {
        match line.split_once(". ") {
            Some((number, text)) if number.parse::<usize>() == Ok(items.len() + 1) => {
                items.push(text.to_owned())
            }
            // What is told before the first item belongs to none.
            _ => {
                if let Some(item) = items.last_mut() {
                    item.push(' ');
                    item.push_str(line.trim());
                }
            }
        }
    }
    items
        .iter()
        .map(|item| item.split('`').skip(1).step_by(2).map(|typed| keys(typed, who)).collect())
        .collect()
}

/// `niskanen osk <Enter>` as the README writes it to `niskanen osk<enter>` as the tests do.
fn keys(typed: &str, who: &Staff) -> String {
    let mut script = String::new();
    for (i, part) in typed.split('<').enumerate() {
        let Some((name, text)) = part.split_once('>').filter(|_| i > 0) else {
            script.push_str(part.trim());
            continue;
        };
        match name {
            "login" => script.push_str(&who.login),
            "password" => script.push_str(&who.password),
            name => script.push_str(&format!("<{}>", name.to_lowercase().replace("ctrl-", "c-"))),
        }
        script.push_str(text.trim());
    }
    script
}
