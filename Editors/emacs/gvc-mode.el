;;; gvc-mode.el --- Major mode for descriptions of global value chains  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, comments and indentation for .gvc files, and the registration of the language server
;; `gvc lsp' with eglot and lsp-mode.

;;; Code:

(require 'gvc-words)

(defgroup gvc nil
  "Descriptions of global value chains."
  :group 'languages)

(defcustom gvc-command '("gvc" "lsp")
  "The program that is the language server, with its arguments."
  :type '(repeat string))

(defcustom gvc-indent-offset 2
  "How many columns a level is indented by."
  :type 'integer
  :safe #'integerp)

(defvar gvc-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?- "." table)
    (modify-syntax-entry ?> "." table)
    table)
  "The syntax of characters in `gvc-mode'.")

(defun gvc--at-line-start (words)
  "Return a regular expression for WORDS at the start of a line.
A word before a colon is an attribute, and does not match."
  (concat "^[ \t]*" (regexp-opt words t) "\\_>[ \t]*\\(?:[^: \t]\\|$\\)"))

(defvar gvc-font-lock-keywords
  `((,(gvc--at-line-start gvc-kinds) 1 font-lock-type-face)
    (,(concat "\\_<add[ \t]+" (regexp-opt gvc-kinds t) "\\_>") 1 font-lock-type-face)
    (,(gvc--at-line-start (append gvc-items gvc-clauses)) 1 font-lock-keyword-face)
    ("\\_<\\([[:alpha:]_]\\(?:\\sw\\|\\s_\\)*\\)[ \t]*:" 1 font-lock-variable-name-face)
    ("^[ \t]*\\([[:alpha:]_]\\(?:\\sw\\|\\s_\\)*\\)[ \t]*{" 1 font-lock-variable-name-face)
    (,(concat (regexp-opt (append gvc-functions '("after" "before")) 'symbols) "(")
     1 font-lock-function-name-face)
    (,(regexp-opt gvc-constants 'symbols) . font-lock-constant-face)
    (,(regexp-opt gvc-inner-words 'symbols) . font-lock-keyword-face)
    (,(regexp-opt gvc-collections 'symbols) . font-lock-type-face)
    (,(regexp-opt gvc-modalities 'symbols) . font-lock-builtin-face)
    (,(regexp-opt gvc-scale-words 'symbols) . font-lock-constant-face))
  "What `gvc-mode' colours.")

(defun gvc-indent-line ()
  "Indent the line by the braces, brackets and parentheses that are open before it."
  (interactive)
  (let* ((column
          (save-excursion
            (back-to-indentation)
            (let ((depth (car (syntax-ppss (line-beginning-position)))))
              (when (looking-at-p "[]})]")
                (setq depth (1- depth)))
              (* gvc-indent-offset (max 0 depth)))))
         (behind (- (current-column) (current-indentation))))
    (indent-line-to column)
    (when (> behind 0)
      (move-to-column (+ column behind)))))

;;;###autoload
(define-derived-mode gvc-mode prog-mode "GVC"
  "Major mode for descriptions of global value chains."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//+[ \t]*")
  (setq-local comment-end "")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'gvc-indent-line)
  (setq-local electric-indent-chars (append "}]" electric-indent-chars))
  (setq-local font-lock-defaults '(gvc-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.gvc\\'" . gvc-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'gvc-mode gvc-command)))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(gvc-mode . "gvc"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () gvc-command))
    :activation-fn (lambda (_file mode) (eq mode 'gvc-mode))
    :server-id 'gvc)))

(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-request "jsonrpc")

(defun gvc--ask (method &rest parameters)
  "Return what the server answers to METHOD with PARAMETERS about this file."
  (let ((server (and (fboundp 'eglot-current-server) (eglot-current-server))))
    (unless server
      (user-error "No language server is at work here"))
    (jsonrpc-request
     server method
     (append (list :textDocument (eglot--TextDocumentIdentifier)) parameters))))

(defun gvc-show-picture (view)
  "Show a picture of this case; VIEW is one of those of `gvc draw'."
  (interactive
   (list (completing-read
          "View: " '("chain" "value" "functions" "timeline" "governance") nil t nil nil "chain")))
  (let ((answer (gvc--ask 'gvc/picture :view view)))
    (with-current-buffer (get-buffer-create "*gvc picture*")
      (let ((inhibit-read-only t))
        (fundamental-mode)
        (erase-buffer)
        (insert (plist-get answer :svg))
        (goto-char (point-min))
        (set-buffer-modified-p nil)
        (when (and (display-graphic-p) (image-type-available-p 'svg))
          (image-mode)))
      (display-buffer (current-buffer)))))

(defun gvc-show-report ()
  "Show the report of this case in the browser."
  (interactive)
  (let ((answer (gvc--ask 'gvc/report))
        (file (make-temp-file "gvc-report-" nil ".html")))
    (with-temp-file file
      (insert (plist-get answer :html)))
    (browse-url-of-file file)))

(declare-function eglot--TextDocumentIdentifier "eglot")

(provide 'gvc-mode)

;;; gvc-mode.el ends here
