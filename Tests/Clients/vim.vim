" Opens a file in Vim with our files, and looks at its groups and options.
"
" usage: vim -Nes -u NONE -i NONE -S vim.vim, with EDITORS and FILE in the environment

function! s:Check(condition, message) abort
  if !a:condition
    call writefile(['vim.vim: ' . a:message], '/dev/stderr')
    cquit
  endif
endfunction

" The group of the place where words first stand in the file.
function! s:Group(words) abort
  call cursor(1, 1)
  call s:Check(search('\V' . escape(a:words, '\'), 'cW') > 0, 'no `' . a:words . '`')
  return synIDattr(synID(line('.'), col('.'), 1), 'name')
endfunction

" What vim-lsp is to us: a function that takes servers.
let g:servers = []
let s:lsp = tempname()
call mkdir(s:lsp . '/autoload', 'p')
call writefile(
      \ ['function! lsp#register_server(server) abort', 'call add(g:servers, a:server)', 'endfunction'],
      \ s:lsp . '/autoload/lsp.vim')
execute 'set runtimepath+=' . s:lsp

try
  " What the page tells people to write.
  execute 'set runtimepath+=' . $EDITORS . '/vim'
  filetype plugin on
  syntax on
  runtime! plugin/gvc.vim
  execute 'edit ' . $FILE
  call s:Check(&filetype ==# 'gvc', 'the file type is ' . &filetype)
  call s:Check(&commentstring ==# '// %s', 'the comments are ' . &commentstring)
  call s:Check(&shiftwidth == 2 && &expandtab, 'the indentation')
  call s:Check(b:current_syntax ==# 'gvc', 'no syntax')
  for [s:words, s:wanted] in [
        \ ['use caspari2003', 'gvcKeyword'], ['chain shoes', 'gvcKind'],
        \ ['"👟 Shoes"', 'gvcString'], ['actors:', 'gvcAttribute'], ['firm maker', 'gvcKind'],
        \ ['size: small', 'gvcAttribute'], ['small', 'gvcWord'], ['->', 'gvcOperator'],
        \ ['expect', 'gvcKeyword'], ['finding', 'gvcKeyword'], ['workshop', ''],
        \ ]
    let s:found = s:Group(s:words)
    call s:Check(s:found ==# s:wanted, '`' . s:words . '` is ' . s:found . ', not ' . s:wanted)
  endfor
  call s:Check(synIDattr(synIDtrans(hlID('gvcKind')), 'name') ==# 'Type', 'a group without a colour')
  doautocmd User lsp_setup
  call s:Check(len(g:servers) == 1, 'vim-lsp is told of no server')
  call s:Check(g:servers[0].cmd({}) ==# ['gvc', 'lsp'], 'the command of the server')
  call s:Check(g:servers[0].allowlist ==# ['gvc'], 'the files of the server')
catch
  call s:Check(0, v:exception . ' at ' . v:throwpoint)
endtry
call delete(s:lsp, 'rf')
qall!
