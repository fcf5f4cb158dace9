if vim.fn.has('nvim-0.11') == 1 and vim.fn.executable('gvc') == 1 then
  vim.lsp.enable('gvc')
end
