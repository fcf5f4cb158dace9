;;; gvc-mode.el --- Major mode for descriptions of global value chains  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, comments and indentation for .gvc files, and the registration of the language server
;; `gvc lsp' with eglot and lsp-mode.

;;; Code:

(require 'compile)
(require 'gvc-words)
(require 'seq)
(require 'url-parse)
(require 'url-util)

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
  (add-to-list 'eglot-server-programs (cons 'gvc-mode (lambda (&rest _) gvc-command))))

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

;;; What the server says of a case

(declare-function eglot-current-server "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-request "ext:lsp-mode")
(declare-function lsp--text-document-identifier "ext:lsp-mode")
(defvar lsp-managed-mode)

(defun gvc--ask (method &rest parameters)
  "Return what the server answers to METHOD with PARAMETERS about this file."
  (cond
   ((and (fboundp 'eglot-current-server) (eglot-current-server))
    ;; The server answers about the text as it stands, and not as it stood when Emacs was last idle.
    (when (fboundp 'eglot--signal-textDocument/didChange)
      (eglot--signal-textDocument/didChange))
    (jsonrpc-request
     (eglot-current-server) (intern (concat ":" method))
     (append (list :textDocument (eglot--TextDocumentIdentifier)) parameters)
     :timeout 60))
   ((bound-and-true-p lsp-managed-mode)
    (lsp-request
     method (append (list :textDocument (lsp--text-document-identifier)) parameters)))
   (t (user-error "No language server is at work here"))))

(defun gvc--get (object &rest keys)
  "Return what stands in OBJECT, an answer of the server, behind KEYS."
  (dolist (key keys object)
    (setq object (if (hash-table-p object)
                     (gethash (substring (symbol-name key) 1) object)
                   (plist-get object key)))))

(defun gvc--browse (html)
  "Show a page of HTML in the browser.
It is a page also for a picture, as Emacs opens other files by itself."
  (let ((file (make-temp-file "gvc-" nil ".html"))
        (coding-system-for-write 'utf-8-unix))
    (write-region html nil file nil 'silent)
    (browse-url-of-file file)))

(defun gvc-show-picture (view)
  "Show a picture of this case; VIEW is one of those of `gvc draw'.
Where Emacs cannot show it, the browser does."
  (interactive
   (list (completing-read
          "View: " '("chain" "value" "functions" "timeline" "governance") nil t nil nil "chain")))
  (let ((svg (gvc--get (gvc--ask "gvc/picture" :view view) :svg)))
    (if (not (and (display-graphic-p) (image-type-available-p 'svg)))
        (gvc--browse
         (concat "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>"
                 (replace-regexp-in-string "\\`<\\?xml[^>]*\\?>" "" svg) "</body></html>\n"))
      (with-current-buffer (get-buffer-create "*gvc picture*")
        (let ((inhibit-read-only t))
          (fundamental-mode)
          (erase-buffer)
          (insert svg)
          (goto-char (point-min))
          (set-buffer-modified-p nil)
          (image-mode))
        (display-buffer (current-buffer))))))

(defun gvc-show-report ()
  "Show the report of this case in the browser."
  (interactive)
  (gvc--browse (gvc--get (gvc--ask "gvc/report") :html)))

(defun gvc--path (uri)
  "Return the path of a file from its URI."
  (decode-coding-string
   (url-unhex-string (url-filename (url-generic-parse-url uri))) 'utf-8))

(defun gvc--show-lines (lines none)
  "Show LINES, findings with their places, or the message NONE.
The places are visited as those of a compilation are."
  (if (seq-empty-p lines)
      (message "%s" none)
    (with-current-buffer (get-buffer-create "*gvc findings*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (seq-doseq (line lines)
          (let ((uri (gvc--get line :location :uri)))
            (when uri
              (insert
               (format
                "%s:%d:%d: " (gvc--path uri)
                (1+ (gvc--get line :location :range :start :line))
                (1+ (gvc--get line :location :range :start :character)))))
            (insert (gvc--get line :finding) ": " (gvc--get line :text) "\n"))))
      (compilation-mode "gvc findings")
      (goto-char (point-min))
      (display-buffer (current-buffer)))))

(defun gvc-list-findings (name)
  "List what follows for the thing, or from the rule, of a NAME."
  (interactive (list (read-string "Findings on: " (thing-at-point 'symbol))))
  (gvc--show-lines
   (gvc--ask "gvc/findings" :key name) (format "Nothing follows for %s" name)))

(defun gvc-list-questions ()
  "List what cannot be concluded of this case yet."
  (interactive)
  (gvc--show-lines (gvc--ask "gvc/questions") "There are no open questions"))

(defun gvc-explain-finding (finding)
  "Show the condition of a FINDING, written as `gvc why' takes it.
Those on the thing at point are offered."
  (interactive
   (let ((name (thing-at-point 'symbol)))
     (list (completing-read
            "Finding: "
            (and name (mapcar (lambda (line) (gvc--get line :finding))
                              (gvc--ask "gvc/findings" :key name)))))))
  (let ((text (gvc--get (gvc--ask "gvc/explain" :finding finding) :text)))
    (unless text
      (user-error "Nothing is known of `%s'" finding))
    (with-current-buffer (get-buffer-create "*gvc finding*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert text)
        (goto-char (point-min)))
      (special-mode)
      (display-buffer (current-buffer)))))

(provide 'gvc-mode)

;;; gvc-mode.el ends here
