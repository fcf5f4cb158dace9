;;; The commands of our mode, with eglot or lsp-mode at work in this buffer.  -*- lexical-binding: t; -*-

(require 'browse-url)

(defvar opened nil)
(setq browse-url-browser-function (lambda (url &rest _) (setq opened url)))

(defun written-by (command &rest arguments)
  "The page that COMMAND opens."
  (setq opened nil)
  (apply command arguments)
  (check opened "%s opens nothing" command)
  (let ((page (with-temp-buffer
                (let ((coding-system-for-read 'utf-8))
                  (insert-file-contents (string-remove-prefix "file://" opened)))
                (buffer-string))))
    (check (and (string-match-p "\\`<!DOCTYPE html>" page)
                (string-match-p "</html>[ \n]*\\'" page))
           "%s opens no page" command)
    page))

(dolist (view '("chain" "value" "functions" "timeline" "governance"))
  (let ((svg (written-by #'gvc-show-picture view)))
    (check (string-match-p "<svg[^\0]*</svg>" svg) "%s: %s" view svg)
    (when (equal view "chain")
      (check (string-match-p "👟 Makers" svg) "the picture shows no maker"))))
;; What was typed a moment ago is in it.
(let ((end (point-max)))
  (save-excursion
    (goto-char end)
    (insert "\nfirm latest \"The latest\" { }\nlink maker -> latest\n"))
  (check (string-match-p "The latest" (written-by #'gvc-show-picture "chain"))
         "the picture is an old one")
  (delete-region end (point-max)))
(check (string-match-p "👟 Makers" (written-by #'gvc-show-report)) "the report shows no maker")

(defun listed-by (command &rest arguments)
  "The first line that COMMAND lists, whose place must be in this file."
  (when (get-buffer "*gvc findings*") (kill-buffer "*gvc findings*"))
  (apply command arguments)
  (check (get-buffer "*gvc findings*") "%s lists nothing" command)
  (with-current-buffer "*gvc findings*"
    (goto-char (point-min))
    (save-window-excursion
      (save-current-buffer
        (compile-goto-error)
        (check (eq (window-buffer) buffer) "%s leads to %s" command (window-buffer))))
    (buffer-substring-no-properties (point-min) (progn (goto-char (point-min)) (line-end-position)))))

(let ((line (save-window-excursion (listed-by #'gvc-list-findings "maker"))))
  (check (string-match "case\\.gvc:[0-9]+:[0-9]+: \\(.*?\\): " line) "gvc-list-findings: %s" line)
  (let ((finding (match-string 1 line)))
    (save-window-excursion (gvc-explain-finding finding))
    (with-current-buffer "*gvc finding*"
      (check (string-match-p "maker" (buffer-string)) "gvc-explain-finding: %s" (buffer-string)))))
(let ((line (save-window-excursion (listed-by #'gvc-list-questions))))
  (check (string-match-p "case\\.gvc:[0-9]+:[0-9]+: " line) "gvc-list-questions: %s" line))

;; Mistakes of a person are said.
(dolist (mistake '((gvc-show-picture "nothing" "there is no view .nothing.")
                   (gvc-explain-finding "nothing" "Nothing is known of .nothing.")))
  (let ((said (condition-case failure
                  (progn (funcall (nth 0 mistake) (nth 1 mistake)) "nothing at all")
                (error (error-message-string failure)))))
    (check (string-match-p (nth 2 mistake) said) "%s says %s" (nth 0 mistake) said)))
