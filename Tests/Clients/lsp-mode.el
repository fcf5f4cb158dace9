;;; Drives the server from Emacs with lsp-mode, in batch, with our mode.  -*- lexical-binding: t; -*-
;;
;; usage: emacs --batch -l lsp-mode.el EDITORS DIRECTORY, with `gvc' on the PATH

(require 'package)
(package-initialize)
(require 'lsp-mode)
(require 'flymake)

(defun check (condition message &rest arguments)
  (unless condition
    (princ (concat "lsp-mode.el: " (apply #'format message arguments) "\n") #'external-debugging-output)
    (kill-emacs 1)))

(defun wait (message condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (check (< (float-time) end) "%s" message)
      (accept-process-output nil 0.05))))

(defvar here (file-name-directory load-file-name))
(add-to-list 'load-path (expand-file-name "emacs" (pop command-line-args-left)))
(require 'gvc-mode)
(defvar directory (file-truename (pop command-line-args-left)))
(setq lsp-auto-guess-root t
      lsp-enable-file-watchers nil
      lsp-session-file (expand-file-name "session" (getenv "HOME"))
      make-backup-files nil)

(find-file (expand-file-name "case.gvc" directory))
(defvar buffer (current-buffer))
(check (eq major-mode 'gvc-mode) "the mode is %s" major-mode)
(lsp-workspace-folders-add directory)
(lsp)
(wait "no client" (lambda () (and lsp-mode (lsp-workspaces)
                                  (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))

(defun codes ()
  (sort (mapcar (lambda (d) (lsp:diagnostic-code? d))
                (gethash (buffer-file-name buffer) (lsp-diagnostics)))
        #'string<))

(defun at (words &optional offset)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (+ (match-beginning 0) (or offset 0))))

;; Diagnostics, beside characters of two units.
(wait "diagnostics" (lambda () (equal (codes) '("GVC0103" "GVC0510"))))
(let ((place (lsp--range-to-region
              (lsp:diagnostic-range
               (seq-find (lambda (d) (equal (lsp:diagnostic-code? d) "GVC0103"))
                         (gethash (buffer-file-name) (lsp-diagnostics)))))))
  (at "sise")
  (check (= (car place) (point)) "the place of a diagnostic"))

;; Completion.
(at "size: small" 2)
(pcase-let* ((`(,start ,_ ,table . ,_) (lsp-completion-at-point)))
  (check (equal (buffer-substring start (+ start 4)) "size") "the place of a completion")
  (check (member "size" (mapcar #'substring-no-properties (all-completions "si" table)))
         "no completion"))

;; Hover.
(at "house {" 1)
(let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
  (check (string-match-p "The 👟 house" (gvc--get hover :contents :value)) "hover"))

;; Jump to another file.
(let ((place (lsp-request "textDocument/definition" (lsp--text-document-position-params))))
  (setq place (if (vectorp place) (aref place 0) (if (listp place) (car place) place)))
  (check (string-suffix-p "lib/buyers.gvc"
                          (or (gvc--get place :targetUri) (gvc--get place :uri)))
         "jump"))

;; A quick fix takes its mark away.
(at "sise")
(let ((action (seq-find (lambda (a) (equal (lsp:code-action-kind? a) "quickfix"))
                        (lsp-code-actions-at-point))))
  (check action "no quick fix")
  (lsp-execute-code-action action))
(wait "after the fix" (lambda () (equal (codes) '("GVC0510"))))

;; Formatting.
(lsp-format-buffer)
(check (save-excursion (goto-char (point-min))
                       (search-forward "\nfirm workshop { size: small }\n" nil t))
       "formatted: %s" (buffer-string))

(load (expand-file-name "commands.el" here))

(save-buffer)
(wait "after saving" (lambda () (equal (codes) '("GVC0510"))))
(lsp-workspace-shutdown (car (lsp-workspaces)))
(princ "lsp-mode: all of it\n")
(kill-emacs 0)
