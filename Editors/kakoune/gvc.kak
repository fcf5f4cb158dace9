# Files of gvc: filetype, colours, and the server through kak-lsp.

hook global BufCreate .*\.gvc %{ set-option buffer filetype gvc }

source "%sh{ dirname ""$kak_source"" }/gvc-highlighters.kak"

hook global WinSetOption filetype=gvc %{
    set-option window indentwidth 2
    set-option buffer comment_line '//'
}

hook -group gvc-highlight global WinSetOption filetype=gvc %{
    add-highlighter window/gvc ref gvc
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/gvc }
}

# Without kakoune-lsp there is no such option, and nothing to set.
hook -group lsp-filetype-gvc global BufSetOption filetype=gvc %{
    try %{
        set-option buffer lsp_servers %{
            [gvc]
            command = "gvc"
            args = ["lsp"]
            root_globs = [".git", ".hg"]
        }
    }
}
