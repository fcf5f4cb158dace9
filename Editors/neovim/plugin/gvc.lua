if vim.fn.has('nvim-0.11') == 1 and vim.fn.executable('gvc') == 1 then
  vim.lsp.enable('gvc')
end

--- Asks the server about the file of this window, and opens the answer with the program of the desktop.
local function show(method, parameters, ending, text)
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'gvc' })[1]
  if not client then
    vim.notify('gvc: no server is at work in this window', vim.log.levels.WARN)
    return
  end
  parameters.textDocument = vim.lsp.util.make_text_document_params()
  client:request(method, parameters, function(failure, answer)
    if failure then
      vim.notify('gvc: ' .. failure.message, vim.log.levels.WARN)
      return
    end
    local path = vim.fn.tempname() .. ending
    vim.fn.writefile(vim.split(text(answer), '\n'), path)
    vim.g.gvc_shown = path
    vim.ui.open(path)
  end)
end

vim.api.nvim_create_user_command('GvcPicture', function(call)
  local view = call.args ~= '' and call.args or nil
  show('gvc/picture', { view = view }, '.svg', function(answer) return answer.svg end)
end, {
  nargs = '?',
  complete = function() return { 'chain', 'value', 'functions', 'timeline', 'governance' } end,
  desc = 'Show a picture of this case',
})

vim.api.nvim_create_user_command('GvcReport', function()
  show('gvc/report', {}, '.html', function(answer) return answer.html end)
end, { desc = 'Show the report of this case' })
