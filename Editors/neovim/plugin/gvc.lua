if vim.g.loaded_gvc then
  return
end
vim.g.loaded_gvc = true

if vim.fn.has('nvim-0.11') == 1 and vim.fn.executable('gvc') == 1 then
  vim.lsp.enable('gvc')
end

local function warn(message)
  vim.notify('gvc: ' .. message, vim.log.levels.WARN)
end

--- Asks the server about the file of this window; `use` takes the answer.
local function ask(method, parameters, use)
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'gvc' })[1]
  if not client then
    warn('no server is at work in this window')
    return
  end
  parameters.textDocument = vim.lsp.util.make_text_document_params()
  client:request(method, parameters, function(failure, answer)
    if failure then
      warn(failure.message)
    else
      use(answer, client)
    end
  end)
end

--- Opens a text with the program of the desktop.
local function show(text, ending)
  local path = vim.fn.tempname() .. ending
  vim.fn.writefile(vim.split(text, '\n'), path)
  vim.ui.open(path)
end

--- Puts findings and their places into the quickfix list.
local function list(method, key, title, none)
  ask(method, { key = key }, function(lines, client)
    if #lines == 0 then
      vim.notify('gvc: ' .. none)
      return
    end
    local items = vim.tbl_map(function(line)
      local item = { text = line.finding .. ': ' .. line.text }
      if type(line.location) == 'table' then
        item = vim.tbl_extend('force',
          vim.lsp.util.locations_to_items({ line.location }, client.offset_encoding)[1], item)
      end
      return item
    end, lines)
    vim.fn.setqflist({}, ' ', { title = title, items = items })
    vim.cmd('botright copen')
  end)
end

--- Shows the condition of a finding beside the text.
local function explain(finding)
  ask('gvc/explain', { finding = finding }, function(answer)
    if type(answer) ~= 'table' then
      warn('nothing is known of `' .. finding .. '`')
      return
    end
    vim.cmd('botright new')
    vim.bo.buftype = 'nofile'
    vim.bo.bufhidden = 'wipe'
    vim.bo.swapfile = false
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(answer.text, '\n'))
    vim.bo.modifiable = false
  end)
end

local function argument(call)
  return call.args ~= '' and call.args or nil
end

vim.api.nvim_create_user_command('GvcPicture', function(call)
  ask('gvc/picture', { view = argument(call) }, function(answer) show(answer.svg, '.svg') end)
end, {
  nargs = '?',
  complete = function(start)
    return vim.tbl_filter(function(view) return vim.startswith(view, start) end,
      { 'chain', 'value', 'functions', 'timeline', 'governance' })
  end,
  desc = 'Show a picture of this case',
})

vim.api.nvim_create_user_command('GvcReport', function()
  ask('gvc/report', {}, function(answer) show(answer.html, '.html') end)
end, { desc = 'Show the report of this case' })

vim.api.nvim_create_user_command('GvcFindings', function(call)
  local key = argument(call) or vim.fn.expand('<cword>')
  list('gvc/findings', key, 'Findings on ' .. key, 'nothing follows for ' .. key)
end, { nargs = '?', desc = 'List what follows for a thing or from a rule' })

vim.api.nvim_create_user_command('GvcQuestions', function(call)
  list('gvc/questions', argument(call), 'Open questions', 'there are no open questions')
end, { nargs = '?', desc = 'List what cannot be concluded yet' })

vim.api.nvim_create_user_command('GvcExplain', function(call)
  if argument(call) then
    explain(call.args)
    return
  end
  ask('gvc/findings', { key = vim.fn.expand('<cword>') }, function(lines)
    if #lines == 0 then
      warn('nothing follows for ' .. vim.fn.expand('<cword>'))
      return
    end
    vim.ui.select(lines, {
      prompt = 'Explain:',
      format_item = function(line) return line.finding end,
    }, function(line)
      if line then explain(line.finding) end
    end)
  end)
end, { nargs = '?', desc = 'Explain a finding, as `gvc why` does' })
