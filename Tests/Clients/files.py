"""Reads the files of editors that are not there to be run, against what these editors define.

usage: files.py EDITORS

Helix, Zed and Visual Studio Code pass over a key that they do not know, and Sublime Text leaves a pattern out that its
engine cannot read, so that a slip would only be seen by a person.
"""

import json
import pathlib
import plistlib
import re
import sys

import onigurumacffi
import tomli
import yaml

HELIX_LANGUAGE = {
    "name", "language-id", "scope", "injection-regex", "file-types", "shebangs", "roots", "auto-format",
    "diagnostic-severity", "comment-token", "comment-tokens", "block-comment-tokens", "indent",
    "language-servers", "grammar", "formatter", "soft-wrap", "text-width", "rulers", "path-completion",
    "word-completion", "workspace-lsp-roots", "persistent-diagnostic-sources", "auto-pairs", "debugger",
}
HELIX_SERVER = {
    "command", "args", "config", "timeout", "environment", "required-root-patterns",
}
ZED_EXTENSION = {
    "id", "name", "version", "schema_version", "authors", "description", "repository", "themes",
    "languages", "grammars", "language_servers", "snippets", "slash_commands",
}
ZED_SERVER = {"name", "language", "languages", "language_ids", "code_action_kinds"}
ZED_LANGUAGE = {
    "name", "grammar", "path_suffixes", "line_comments", "block_comment", "tab_size", "hard_tabs",
    "first_line_pattern", "brackets", "autoclose_before", "word_characters", "increase_indent_pattern",
    "decrease_indent_pattern", "debuggers",
}
SUBLIME_RULE = {
    "match", "scope", "captures", "push", "pop", "set", "embed", "escape", "include", "meta_scope",
    "meta_content_scope", "meta_include_prototype", "clear_scopes",
}
SUBLIME_CLIENT = {
    "enabled", "command", "selector", "priority_selector", "settings", "initializationOptions", "env",
    "schemes", "syntaxes", "languages", "tcp_port", "disabled_capabilities", "file_watcher",
}


def known(what, keys, allowed):
    unknown = set(keys) - allowed
    if unknown:
        sys.exit(f"files.py: {what} has {', '.join(sorted(unknown))}, which nobody reads")


def require(condition, message):
    if not condition:
        sys.exit(f"files.py: {message}")


def helix(folder):
    file = tomli.loads((folder / "languages.toml").read_text())
    known("helix", file, {"language-server", "language"})
    for server in file["language-server"].values():
        known("a server of helix", server, HELIX_SERVER)
    for language in file["language"]:
        known("a language of helix", language, HELIX_LANGUAGE)
        known("an indentation of helix", language["indent"], {"tab-width", "unit"})
        require(set(language["language-servers"]) <= set(file["language-server"]), "a server of helix")
        require(language["file-types"] == ["gvc"], "the files of helix")
    require(file["language-server"]["gvc"] == {"command": "gvc", "args": ["lsp"]}, "helix: the command")


def zed(folder):
    file = tomli.loads((folder / "extension.toml").read_text())
    known("zed", file, ZED_EXTENSION)
    names = set()
    for path in folder.glob("languages/*/config.toml"):
        language = tomli.loads(path.read_text())
        known("a language of zed", language, ZED_LANGUAGE)
        for bracket in language["brackets"]:
            known("a bracket of zed", bracket, {"start", "end", "close", "newline", "not_in", "surround"})
        names.add(language["name"])
    for server in file["language_servers"].values():
        known("a server of zed", server, ZED_SERVER)
        require(set(server["languages"]) <= names, "zed: a server of a language that is not there")
    cargo = tomli.loads((folder / "Cargo.toml").read_text())
    require(cargo["package"]["version"] == file["version"], "zed: two versions")
    require(cargo["lib"]["crate-type"] == ["cdylib"], "zed: the type of the library")


def sublime(folder):
    file = yaml.safe_load((folder / "GVC.sublime-syntax").read_text())
    known("sublime", file, {"name", "file_extensions", "scope", "contexts", "version", "hidden"})
    require((folder / "GVC.sublime-syntax").read_text().startswith("%YAML 1.2\n---\n"), "sublime: the head")
    for name, rules in file["contexts"].items():
        for rule in rules:
            known(f"a rule of sublime in {name}", rule, SUBLIME_RULE)
            require(rule.get("push", name) in file["contexts"], f"sublime: no context {rule.get('push')}")
            if "match" not in rule:
                continue
            onigurumacffi.compile(rule["match"])
            groups = len(re.findall(r"(?<!\\)\((?!\?)", rule["match"]))
            require(max(rule.get("captures", {0: 0})) <= groups, f"sublime: captures of {rule['match']}")
    clients = json.loads((folder / "LSP-gvc.sublime-settings").read_text())["clients"]
    for client in clients.values():
        known("a client of sublime", client, SUBLIME_CLIENT)
        require(client["selector"] == file["scope"], "sublime: the scope")
    comments = plistlib.loads((folder / "Comments.tmPreferences").read_bytes())
    require(comments["scope"] == file["scope"], "sublime: the scope of comments")


def code(folder):
    package = json.loads((folder / "package.json").read_text())
    script = (folder / "src" / "extension.js").read_text()
    for command in package["contributes"]["commands"]:
        require(f"'{command['command']}'" in script, f"nothing does {command['command']}")
    paths = [language["configuration"] for language in package["contributes"]["languages"]]
    paths += [x["path"] for kind in ("grammars", "snippets") for x in package["contributes"][kind]]
    for path in [*paths, package["main"]]:
        require((folder / path).is_file(), f"there is no {path}")
    grammar = json.loads((folder / "syntaxes" / "gvc.tmLanguage.json").read_text())
    for pattern in grammar["patterns"]:
        for key in ("match", "begin", "end"):
            if key in pattern:
                onigurumacffi.compile(pattern[key])


def main():
    editors = pathlib.Path(sys.argv[1])
    helix(editors / "helix")
    zed(editors / "zed")
    sublime(editors / "sublime")
    code(editors / "vscode")
    print("files: Helix, Zed, Sublime Text and Visual Studio Code know all that they hold")


if __name__ == "__main__":
    main()
