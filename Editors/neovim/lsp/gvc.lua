---@type vim.lsp.Config
return {
  cmd = { 'gvc', 'lsp' },
  filetypes = { 'gvc' },
  -- A project is a directory with .gvc files; the server finds it from each file.
  root_markers = { '.git' },
}
