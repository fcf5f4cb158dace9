;;; Drives the server from Emacs with eglot, in batch, with our mode.  -*- lexical-binding: t; -*-
;;
;; usage: emacs --batch -l eglot.el EDITORS DIRECTORY, with `gvc' on the PATH

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'xref)

(defun check (condition message &rest arguments)
  (unless condition
    (princ (concat "eglot.el: " (apply #'format message arguments) "\n") #'external-debugging-output)
    (kill-emacs 1)))

(defun wait (message condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (check (< (float-time) end) "%s" message)
      (accept-process-output nil 0.05))))

(add-to-list 'load-path (expand-file-name "emacs" (pop command-line-args-left)))
(require 'gvc-mode)
(defvar directory (file-truename (pop command-line-args-left)))
(setq eglot-sync-connect t
      eglot-confirm-server-initiated-edits nil
      eglot-extend-to-xref t
      eglot-events-buffer-size 0
      make-backup-files nil)

(find-file (expand-file-name "case.gvc" directory))
(defvar buffer (current-buffer))
(check (eq major-mode 'gvc-mode) "the mode is %s" major-mode)
(call-interactively #'eglot)
(wait "no client" (lambda () (eglot-current-server)))
(flymake-mode 1)

(defun codes ()
  (with-current-buffer buffer
    ;; What idle time would do, of which there is none in batch.
    (eglot--signal-textDocument/didChange)
    (flymake-start)
    (sort (mapcar (lambda (d) (substring (flymake-diagnostic-text d) 0 30)) (flymake-diagnostics))
          #'string<)))

(defun wait-codes (count)
  (wait (format "%d diagnostics" count) (lambda () (= (length (codes)) count))))

(defun at (words &optional offset)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (+ (match-beginning 0) (or offset 0))))

;; Diagnostics, beside characters of two units.
(wait-codes 2)
(at "sise")
(check (flymake-diagnostics (point)) "the place of a diagnostic")

;; Completion.
(at "size: small" 2)
(pcase-let* ((`(,start ,_ ,table . ,_) (eglot-completion-at-point)))
  (check (equal (buffer-substring start (+ start 4)) "size") "the place of a completion")
  (check (member "size" (all-completions "si" table)) "no completion"))

;; Hover.
(at "house {" 1)
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover
                              (eglot--TextDocumentPositionParams))))
  (check (string-match-p "The 👟 house" (plist-get (plist-get hover :contents) :value)) "hover"))

;; Jump to another file.
(let ((target (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))))
  (check (string-suffix-p "lib/buyers.gvc" (xref-location-group (xref-item-location target)))
         "jump"))

;; A quick fix takes its mark away.
(at "sise")
(let ((action (seq-find (lambda (a) (equal (plist-get a :kind) "quickfix"))
                        (eglot-code-actions (point) (point)))))
  (check action "no quick fix")
  (eglot--apply-workspace-edit (plist-get action :edit)))
(wait-codes 1)

;; Rename in two files.
(at "house {" 1)
;; There is nobody to ask whether a file that is not open may be changed.
(cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
  (eglot-rename "brand_house"))
(check (save-excursion (goto-char (point-min)) (search-forward "maker -> brand_house" nil t))
       "renamed here")
(with-current-buffer (find-file-noselect (expand-file-name "lib/buyers.gvc" directory))
  (check (save-excursion (goto-char (point-min)) (search-forward "buyer brand_house" nil t))
         "renamed there")
  ;; What idle time would do in a buffer that nobody looks at.
  (eglot--signal-textDocument/didChange))

;; Formatting.
(eglot-format-buffer)
(check (save-excursion (goto-char (point-min))
                       (search-forward "\nfirm workshop { size: small }\n" nil t))
       "formatted: %s" (buffer-string))

;; Inlay hints, where this eglot has them.
(when (and (fboundp 'eglot-inlay-hints-mode)
           (eglot--server-capable :inlayHintProvider))
  (eglot-inlay-hints-mode 1))

(load (expand-file-name "commands.el" (file-name-directory load-file-name)))

;; Saving keeps the marks, and a series of edits leaves none behind.
(save-some-buffers t)
(wait-codes 1)
(dotimes (_ 30)
  (goto-char (point-min))
  (insert "frm x {\n")
  (eglot--signal-textDocument/didChange)
  (delete-region (point-min) (progn (goto-char (point-min)) (forward-line 1) (point)))
  (eglot--signal-textDocument/didChange))
(wait-codes 1)

(eglot-shutdown (eglot-current-server))
(princ "eglot: all of it\n")
(kill-emacs 0)
