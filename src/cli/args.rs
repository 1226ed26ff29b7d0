//! The command line: which commands and options there are. Every text comes from the locales.

use super::fold::{Columns, whole};
use super::output::Out;
use super::{End, Failure};
use crate::desk::Identification;
use crate::desk::api::Message;
use crate::desk::script::Ground;
use crate::register::words::{Lang, Words};
use crate::register::{Kind, kinds};
use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// The language: `--lang`, else the locale of the environment, else Finnish.
pub fn language(arguments: &[OsString]) -> Lang {
    let mut wanted = None;
    let mut words = arguments.iter().filter_map(|a| a.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => wanted = words.next(),
            Some(rest) => wanted = rest.strip_prefix('=').or(wanted),
            None => {}
        }
    }
    if let Some(lang) = wanted.and_then(Lang::from_code) {
        return lang;
    }
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = environment.iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.and_then(|v| Lang::from_code(v.get(..2)?)).unwrap_or_default()
}

/// The whole tree of commands.
pub fn tree(words: &Words) -> Command {
    let t = Texts(words);
    let check = |name: &'static str, id: &str| {
        t.command(name, id)
            .after_help(words.get("cli-check-help"))
            .arg(t.option("on", "cli-arg-on"))
            .arg(t.json())
    };
    let example =
        |id: &str| format!("{}\n{}", words.get("cli-help-example"), whole(&format!("  {}", words.get(id))));
    let root = t
        .command("luukku", "cli-about")
        .bin_name("luukku")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .after_help(words.get("cli-after-help"))
        .arg(t.option("dir", "cli-arg-dir").value_parser(value_parser!(PathBuf)).global(true))
        .arg(t.option("lang", "cli-arg-lang").value_parser(["fi", "sv", "en"]).global(true))
        .arg(t.flag("version", "cli-arg-version").short('V').action(ArgAction::Version))
        .disable_version_flag(true);
    root.subcommand(
        t.command("setup", "cli-setup-about")
            .arg(t.option("office", "cli-arg-office"))
            .arg(t.option("machine", "cli-arg-machine"))
            .arg(t.option("unit", "cli-arg-unit"))
            .arg(t.option("language", "cli-arg-office-language").value_parser(["fi", "sv", "en"]))
            .arg(t.option("login", "cli-arg-admin-login"))
            .arg(t.option("name", "cli-arg-admin-name"))
            .arg(
                t.option("backend", "cli-arg-backend")
                    .value_parser(["keystore", "file"])
                    .default_value("keystore"),
            )
            .arg(t.password()),
    )
    .subcommand(
        t.command("demo", "cli-demo-about")
            .arg(
                t.option("clients", "cli-arg-clients").value_parser(value_parser!(u32)).default_value("5000"),
            )
            .arg(t.option("full", "cli-arg-full").value_parser(value_parser!(u32)).default_value("2000"))
            .arg(t.option("seed", "cli-arg-seed").value_parser(value_parser!(u64)).default_value("1"))
            .arg(t.flag("reset", "cli-arg-reset"))
            .arg(t.flag("no-open", "cli-arg-no-open"))
            .arg(t.json()),
    )
    .subcommand(t.session("find", "cli-find-about").after_help(example("cli-find-example")))
    .subcommand(t.file("show", "cli-show-about").arg(t.option("kind", "cli-arg-kind")).after_help(format!(
        "{} {}.\n\n{}\n\n{}",
        words.get("cli-show-kinds"),
        kinds(),
        words.get("cli-show-help"),
        example("cli-show-example")
    )))
    .subcommand(
        t.file("note", "cli-note-about")
            .arg(t.option("template", "cli-arg-template").value_parser(value_parser!(u8).range(0..=9)))
            .arg(t.option("subject", "cli-arg-subject"))
            .arg(t.option("method", "cli-arg-method").conflicts_with("template"))
            .arg(t.flag("confirmed", "cli-arg-confirmed"))
            .arg(t.flag("not-health", "cli-arg-not-health"))
            .after_help(format!(
                "{}\n\n{}\n\n{}",
                words.get("cli-note-help"),
                words.get("cli-note-keys"),
                example("cli-note-example")
            )),
    )
    .subcommand(t.session("backup", "cli-backup-about").arg(t.folder("cli-arg-backup-folder")))
    .subcommand(
        t.command("restore", "cli-restore-about")
            .arg(t.folder("cli-arg-restore-folder"))
            .arg(t.option("login", "cli-arg-restore-login"))
            .arg(t.password())
            .arg(t.json()),
    )
    .subcommand(
        t.command("log", "cli-log-about")
            .subcommand_required(true)
            .subcommand(t.session("verify", "cli-log-verify-about")),
    )
    .subcommand(
        t.command("recovery", "cli-recovery-about")
            .subcommand_required(true)
            .subcommand(
                t.session("user", "cli-recovery-user-about")
                    .arg(t.option("user", "cli-arg-recovery-user").required(true))
                    .arg(t.option("name", "cli-arg-recovery-name").requires("until").requires("agreement"))
                    .arg(t.option("until", "cli-arg-recovery-until").requires("agreement"))
                    .arg(t.option("agreement", "cli-arg-recovery-agreement")),
            )
            .subcommand(
                t.session("renew", "cli-recovery-renew-about")
                    .arg(t.flag("old-key", "cli-arg-recovery-old-key")),
            )
            .subcommand(t.session("confirm", "cli-recovery-confirm-about")),
    )
    .subcommand(
        t.command("doctor", "cli-doctor-about")
            .arg(t.option("login", "cli-arg-doctor-login"))
            .arg(t.flag("confirm-clock", "cli-arg-confirm-clock").requires("login"))
            .arg(t.flag("rebuild", "cli-arg-rebuild").requires("login"))
            .arg(t.password())
            .arg(t.json()),
    )
    .subcommand(
        t.command("check", "cli-check-about")
            .subcommand_required(true)
            .after_help(words.get("cli-check-help"))
            .subcommand(check("hetu", "cli-check-hetu-about"))
            .subcommand(check("business-id", "cli-check-business-id-about")),
    )
}

/// Builds parts of the tree with their texts.
struct Texts<'w>(&'w Words);

impl Texts<'_> {
    fn command(&self, name: &'static str, about: &str) -> Command {
        let heading = |id: &str| self.0.get(id);
        Command::new(name)
            .override_usage(match self.0.has(&format!("cli-use-{name}")) {
                true => self.0.get(&format!("cli-use-{name}")),
                false => format!("luukku {name} …"),
            })
            .about(self.0.get(about))
            .disable_help_flag(true)
            .arg(self.flag("help", "cli-arg-help").short('h').action(ArgAction::Help).display_order(1_000))
            .help_template(format!(
                "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n",
                heading("cli-help-usage")
            ))
            .subcommand_help_heading(heading("cli-help-commands"))
            .subcommand_value_name(heading("cli-help-command"))
            .next_help_heading(heading("cli-help-options"))
    }

    fn option(&self, name: &'static str, help: &str) -> Arg {
        Arg::new(name)
            .long(name)
            .help(self.0.get(help))
            .value_name(self.0.get(&format!("cli-value-{name}")))
            .help_heading(self.0.get("cli-help-options"))
            .hide_default_value(true)
            .hide_possible_values(true)
    }

    fn flag(&self, name: &'static str, help: &str) -> Arg {
        Arg::new(name)
            .long(name)
            .help(self.0.get(help))
            .action(ArgAction::SetTrue)
            .help_heading(self.0.get("cli-help-options"))
    }

    fn json(&self) -> Arg {
        self.flag("json", "cli-arg-json")
    }

    fn folder(&self, help: &str) -> Arg {
        Arg::new("folder")
            .required(true)
            .help(self.0.get(help))
            .value_name(self.0.get("cli-value-folder"))
            .help_heading(self.0.get("cli-help-options"))
            .value_parser(value_parser!(PathBuf))
    }

    fn password(&self) -> Arg {
        self.flag("password-stdin", "cli-arg-password-stdin")
    }

    /// A command that logs in.
    fn session(&self, name: &'static str, about: &str) -> Command {
        self.command(name, about)
            .arg(self.option("login", "cli-arg-login").required(true))
            .arg(self.password())
            .arg(self.json())
    }
}

impl Texts<'_> {
    /// A command that opens a client's file.
    fn file(&self, name: &'static str, about: &str) -> Command {
        let digits = Identification::ALL.iter().map(|i| i.digit().to_string());
        self.session(name, about)
            .arg(
                self.option("identified", "cli-arg-identified")
                    .value_parser(PossibleValuesParser::new(digits.filter(|d| d != "0"))),
            )
            .arg(
                self.option("purpose", "cli-arg-purpose")
                    .value_parser(["own-client", "booking"])
                    .conflicts_with("identified"),
            )
    }
}

/// Why files may be opened: `--identified` or `--purpose`, one of them.
pub fn ground(matches: &ArgMatches) -> Result<Ground, Failure> {
    let digit = text(matches, "identified").and_then(|d| d.chars().next());
    match (digit.and_then(Identification::from_digit), text(matches, "purpose")) {
        (Some(how), _) => Ok(Ground::Identified(how)),
        (None, Some("booking")) => Ok(Ground::Booking),
        (None, Some(_)) => Ok(Ground::OwnClient),
        (None, None) => {
            Err(Failure::Usage(Message::new("cli-usage-missing").with("name", "--identified, --purpose")))
        }
    }
}

/// The kind of which records are asked for, if one was named.
pub fn kind(matches: &ArgMatches) -> Result<Option<&'static Kind>, Failure> {
    let Some(name) = text(matches, "kind").map(|name| name.replace('-', "_")) else { return Ok(None) };
    let unknown = || Message::new("cli-usage-values").with("name", "--kind").with("values", kinds());
    let kind = kinds::by_name(&name).filter(|kind| kind.of_person());
    kind.map(Some).ok_or_else(|| Failure::Usage(unknown()))
}

/// The names of the kinds that a client has records of.
fn kinds() -> String {
    kinds::of_persons().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}

/// Whether the answer is for a program.
pub fn wants_json(matches: &ArgMatches) -> bool {
    let mut at = matches;
    while let Some((_, next)) = at.subcommand() {
        at = next;
    }
    at.try_get_one::<bool>("json").ok().flatten().copied().unwrap_or(false)
}

/// The data folder: `--dir`, else `LUUKKU_DIR`, else the place the platform gives to programs of this account.
pub fn folder(matches: &ArgMatches) -> Result<PathBuf, Failure> {
    if let Some(dir) = matches.get_one::<PathBuf>("dir") {
        return Ok(dir.clone());
    }
    standard_folder()
}

/// The data folder when no `--dir` is given.
pub fn standard_folder() -> Result<PathBuf, Failure> {
    if let Some(dir) = std::env::var_os("LUUKKU_DIR").filter(|d| !d.is_empty()) {
        return Ok(PathBuf::from(dir));
    }
    places().map(|dirs| dirs.data_dir().to_owned()).ok_or_else(|| Failure::message("cli-no-data-folder"))
}

/// Where the platform keeps the settings of this account's programs; none for an account without a home.
pub fn settings_folder() -> Option<PathBuf> {
    places().map(|dirs| dirs.config_dir().to_owned())
}

fn places() -> Option<directories::ProjectDirs> {
    directories::ProjectDirs::from("", "", "luukku")
}

/// The text of an option.
pub fn text<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// Help and version are answers; everything else is said in the words of the locale.
pub fn explain(error: &clap::Error, words: &Words, arguments: &[OsString], columns: Columns) -> End {
    let json = arguments.iter().take_while(|a| *a != "--").any(|a| a == "--json");
    let out = Out { words: Words::full(words.lang()), json, columns };
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let shown = out.help(&error.render().to_string());
        return End::Exit(shown.map_or_else(|failure| super::report(&out, failure), |()| 0));
    }
    if json {
        return End::Exit(super::report(&out, Failure::Usage(message(error))));
    }
    out.aside(&out.sentence(&message(error)));
    let hint = Message::new("cli-usage-hint").with("command", meant(&out.words, arguments));
    out.aside(&out.sentence(&hint));
    End::Exit(2)
}

/// The command that an argument list is about, as far as its words are commands: whose help tells more.
fn meant(words: &Words, arguments: &[OsString]) -> String {
    let root = tree(words);
    let (mut at, mut name) = (&root, root.get_name().to_owned());
    for word in arguments.iter().skip(1).filter_map(|a| a.to_str()) {
        if let Some(next) = at.find_subcommand(word) {
            name = format!("{name} {word}");
            at = next;
        }
    }
    name
}

fn message(error: &clap::Error) -> Message {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let named = |id| {
        let name = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand));
        Message::new(id).with("name", name.unwrap_or_default())
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            // What stands free after a command is a name or a henkilötunnus: it is not repeated.
            match context(ContextKind::InvalidArg).filter(|name| name.starts_with('-')) {
                Some(name) => Message::new("cli-usage-argument").with("name", name),
                None => Message::new("cli-usage-stdin"),
            }
        }
        ErrorKind::InvalidSubcommand => Message::new("cli-usage-command"),
        ErrorKind::MissingRequiredArgument => named("cli-usage-missing"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => {
            let message = named("cli-usage-value");
            let values = context(ContextKind::ValidValue).unwrap_or_default();
            match message.args.first() {
                // A digit alone says nothing to who does not know the keys of the counter.
                Some((_, name)) if name.starts_with("--identified") => Message::new("cli-usage-identified"),
                _ if values.is_empty() => message,
                _ => {
                    let name = message.args.into_iter().map(|(_, name)| name).next().unwrap_or_default();
                    Message::new("cli-usage-values").with("name", name).with("values", values)
                }
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("cli-usage-command")
        }
        ErrorKind::ArgumentConflict => named("cli-usage-twice"),
        _ => Message::new("cli-usage"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command of the tree.
    fn all(command: &Command) -> Vec<&Command> {
        std::iter::once(command).chain(command.get_subcommands().flat_map(all)).collect()
    }

    #[test]
    fn every_value_of_an_option_has_a_name_in_each_language() {
        for lang in Lang::ALL {
            let words = Words::full(lang);
            let tree = tree(&words);
            for arg in all(&tree).iter().flat_map(|command| command.get_arguments()) {
                for name in arg.get_value_names().unwrap_or_default() {
                    // An id stands where there are no words.
                    assert!(!name.contains("cli-value"), "{lang:?} {name}");
                    if lang != Lang::En && arg.get_action().takes_values() {
                        assert!(
                            !["DIR", "LOGIN", "NAME", "KIND"].contains(&name.as_str()),
                            "{lang:?} {name}"
                        );
                    }
                }
            }
        }
    }
}
