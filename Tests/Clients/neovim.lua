-- Drives the server from Neovim 0.11 without a screen, with the files that we give people.
--
-- usage: nvim --headless --clean -l neovim.lua EDITORS DIRECTORY, with `gvc` on the PATH

local editors, directory = arg[1], vim.uv.fs_realpath(arg[2])

local function check(condition, message)
  if not condition then
    io.stderr:write("neovim.lua: " .. message .. "\n")
    os.exit(1)
  end
end

local function wait(message, condition)
  check(vim.wait(20000, condition, 20), message)
end

-- What the page tells people to write, and what Neovim does by itself when it starts with that.
vim.opt.runtimepath:append(editors .. "/neovim")
vim.cmd("runtime! ftdetect/*.lua plugin/gvc.lua")
vim.cmd("filetype plugin on | syntax on")
vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "gvc" then
      vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
    end
  end,
})
vim.cmd.edit(directory .. "/case.gvc")
local buffer = vim.api.nvim_get_current_buf()
check(vim.bo[buffer].filetype == "gvc", "the file type is " .. vim.bo[buffer].filetype)
check(vim.bo[buffer].commentstring == "// %s", "the comments are " .. vim.bo[buffer].commentstring)
wait("no client", function() return #vim.lsp.get_clients({ bufnr = buffer }) == 1 end)
local client = vim.lsp.get_clients({ bufnr = buffer })[1]
check(client.offset_encoding == "utf-8", "the encoding is " .. client.offset_encoding)

local function codes()
  local found = vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(buffer))
  table.sort(found)
  return table.concat(found, " ")
end

local function line_of(words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local start = line:find(words, 1, true)
    if start then return number - 1, start - 1 end
  end
  check(false, "no `" .. words .. "`")
end

-- The position of words, as parameters of a request.
local function at(words, offset)
  local line, column = line_of(words)
  return {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = column + (offset or 0) },
  }
end

local function request(method, params)
  local answer = client:request_sync(method, params, 20000, buffer)
  check(answer and not answer.err, method .. ": " .. vim.inspect(answer))
  return answer.result
end

-- Diagnostics.
wait("diagnostics: " .. codes(), function() return codes() == "GVC0103 GVC0510" end)
local mistake = vim.tbl_filter(function(d) return d.code == "GVC0103" end, vim.diagnostic.get(buffer))[1]
local line, column = line_of("sise")
check(mistake.lnum == line and mistake.col == column, "the place of a diagnostic")

-- Completion, beside a character of two units.
local items = request("textDocument/completion", at("size: small", 2)).items
check(vim.iter(items):any(function(i) return i.label == "size" end), "no completion")

-- Hover.
local hover = request("textDocument/hover", at("house {", 1))
check(hover.contents.value:find("The 👟 house", 1, true), "hover: " .. vim.inspect(hover))

-- Jump to another file.
local place = request("textDocument/definition", at("house {", 1))
place = place[1] or place
check((place.targetUri or place.uri):match("lib/buyers.gvc$"), "jump: " .. vim.inspect(place))

-- A quick fix takes its mark away.
local params = at("sise")
params.range = { start = params.position, ["end"] = params.position }
params.context = { diagnostics = {} }
local action = request("textDocument/codeAction", params)[1]
vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
wait("after the fix: " .. codes(), function() return codes() == "GVC0510" end)

-- Rename in two files, of which one is not open.
local edit = request("textDocument/rename",
  vim.tbl_extend("force", at("house {", 1), { newName = "brand_house" }))
vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
check(line_of("maker -> brand_house"), "renamed here")
local other = vim.fn.bufnr(directory .. "/lib/buyers.gvc")
check(vim.api.nvim_buf_get_lines(other, 0, 1, false)[1]:find("^buyer brand_house"), "renamed there")
wait("after the renaming: " .. codes(), function() return codes() == "GVC0510" end)

-- Formatting.
vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 20000 })
local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
check(text:find("\nfirm workshop { size: small }\n", 1, true), "formatted: " .. text)

-- Colours and hints.
wait("no inlay hint", function() return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0 end)
wait("no semantic tokens", function()
  local row, start = line_of("maker")
  return #(vim.lsp.semantic_tokens.get_at_pos(buffer, row, start) or {}) > 0
end)

-- The picture, the report, findings and questions, by the commands.
local opened
vim.ui.open = function(path) opened = path end
local function written_by(command, ending)
  opened = nil
  vim.cmd(command)
  wait(":" .. command .. " opens nothing", function() return opened ~= nil end)
  check(opened:sub(-#ending) == ending, ":" .. command .. " opens " .. opened)
  return table.concat(vim.fn.readfile(opened), "\n")
end
for _, view in ipairs({ "", "value", "functions", "timeline", "governance" }) do
  local svg = written_by(vim.trim("GvcPicture " .. view), ".svg")
  check(svg:find("<svg", 1, true) and svg:match("</svg>%s*$"), view .. ": " .. svg:sub(1, 200))
  check(view ~= "" or svg:find("👟 Makers", 1, true), "the picture shows no maker")
end
local html = written_by("GvcReport", ".html")
check(html:find("<!DOCTYPE html>", 1, true) and html:match("</html>%s*$"), "no page")
check(html:find("👟 Makers", 1, true), "the report shows no maker")
check(#vim.fn.getcompletion("GvcPicture ti", "cmdline") == 1, "no completion of a view")

local function listed_by(command)
  vim.fn.setqflist({}, "r")
  vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
  vim.cmd(command)
  wait(":" .. command .. " lists nothing", function() return #vim.fn.getqflist() > 0 end)
  local item = vim.fn.getqflist()[1]
  check(item.bufnr == buffer and item.lnum > 1, ":" .. command .. ": " .. vim.inspect(item))
  vim.cmd.cclose()
  return item.text
end
local finding = listed_by("GvcFindings maker")
listed_by("GvcQuestions")
vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
vim.cmd("GvcExplain " .. finding:match("^(.-): "))
wait(":GvcExplain shows nothing", function() return vim.bo.buftype == "nofile" end)
local explanation = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
check(explanation:find("maker", 1, true), ":GvcExplain: " .. explanation)
vim.cmd.bwipeout()
vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))

-- Mistakes of a person are said.
local said
local notify = vim.notify
vim.notify = function(message) said = message end
for command, message in pairs({
  ["GvcPicture nothing"] = "there is no view `nothing`",
  ["GvcExplain nothing"] = "nothing is known of `nothing`",
  ["GvcFindings nothing"] = "nothing follows for nothing",
}) do
  said = nil
  vim.cmd(command)
  wait(":" .. command .. " says nothing", function() return said ~= nil end)
  check(said:find(message, 1, true), ":" .. command .. " says " .. said)
end
vim.notify = notify

-- Saving all keeps the marks, and a series of edits leaves none behind.
vim.cmd.wall()
wait("after saving: " .. codes(), function() return codes() == "GVC0510" end)
for _ = 1, 30 do
  vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { "frm x {" })
  vim.api.nvim_buf_set_lines(buffer, 0, 1, false, {})
end
wait("after many edits: " .. codes(), function() return codes() == "GVC0510" end)

client:stop()
wait("the client does not stop", function() return client:is_stopped() end)
print("neovim: all of it")
os.exit(0)
