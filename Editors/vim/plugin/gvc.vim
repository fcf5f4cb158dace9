" Registers the language server with vim-lsp, where that is installed.
if exists('g:loaded_gvc')
  finish
endif
let g:loaded_gvc = 1

augroup gvc_lsp
  autocmd!
  autocmd User lsp_setup call s:Register()
augroup END

function! s:Register() abort
  if executable('gvc')
    call lsp#register_server({
          \ 'name': 'gvc',
          \ 'cmd': {info -> ['gvc', 'lsp']},
          \ 'allowlist': ['gvc'],
          \ })
  endif
endfunction
