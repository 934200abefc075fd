-- What scripts/check-lsp does in Neovim (0.7 or later).

local failed = {}

local function wait(what, condition)
  if not vim.wait(30000, condition, 20) then
    table.insert(failed, what)
  end
end

local function codes()
  local found = {}
  for _, finding in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, finding.code)
  end
  table.sort(found)
  return table.concat(found, " ")
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
end

vim.cmd("edit " .. vim.env.WORK .. "/talk.srt")
local id = vim.lsp.start_client({
  name = "cuesmith",
  cmd = { vim.env.CUESMITH, "lsp" },
  root_dir = vim.env.WORK,
})
vim.lsp.buf_attach_client(0, id)
wait("the findings appear", function()
  return codes() == "SRT004 TXT003"
end)
local first = vim.diagnostic.get(0)[1] or {}
wait("the configuration makes one an error", function()
  return first.severity == vim.diagnostic.severity.ERROR
end)

-- The cursor is on the line, not on the finding: the editor lists the findings of the line.
vim.ui.select = function(items, _, choose)
  choose(items[1], 1)
end
vim.api.nvim_win_set_cursor(0, { 2, 0 })
vim.lsp.buf.code_action()
wait("the code action writes the comma", function()
  return text():find("00:00:01,000", 1, true) ~= nil
end)
wait("its finding is gone", function()
  return codes() == "TXT003"
end)

vim.api.nvim_buf_set_text(0, 1, 8, 1, 9, { "." })
wait("an edit brings it back", function()
  return codes() == "SRT004 TXT003"
end)
-- After a character of four bytes.
vim.api.nvim_buf_set_text(0, 2, 10, 2, 12, { " " })
wait("an edit after a character outside of the basic plane fixes the other one", function()
  return text():find("Hello there", 1, true) ~= nil and codes() == "SRT004"
end)
local format = vim.lsp.buf.format or vim.lsp.buf.formatting_sync
format()
wait("formatting fixes the rest", function()
  return codes() == "" and text() == "1\n00:00:01,000 --> 00:00:02,000\n𐍈 Hello there."
end)

vim.lsp.stop_client(id)
if #failed > 0 then
  io.stderr:write("failed: " .. table.concat(failed, "; ") .. "\nfound: " .. codes() .. "\n" .. text() .. "\n")
  vim.cmd("cquit 1")
end
io.stderr:write("Neovim " .. tostring(vim.version().minor) .. ", " .. vim.bo.fileformat .. ": findings, code action, edits, formatting")
vim.cmd("qall!")
