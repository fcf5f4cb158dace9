//! Starts `gvc lsp` for files of the language.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct GvcExtension;

impl zed::Extension for GvcExtension {
    fn new() -> Self {
        GvcExtension
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let command = worktree
            .which("gvc")
            .ok_or_else(|| "`gvc` is not on the PATH".to_string())?;
        Ok(Command {
            command,
            args: vec!["lsp".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(GvcExtension);
