autocmd BufNewFile,BufRead *.gvc setfiletype gvc
