vim.filetype.add({ extension = { gvc = 'gvc' } })
