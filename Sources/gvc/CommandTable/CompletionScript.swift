/// The script by which a shell asks gvc what may come next.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  /// Bash cuts words at `=` and `:`, and replaces only what stands behind: the words are joined for gvc,
  /// and what is joined before the last is cut off from its answers.
  private static let bashText = #"""
    # Completion of gvc for bash, by `gvc completions bash`.
    _gvc() {
      local words=() word glue='' index line kind='' partial current cut
      for ((index = 1; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        current=$word
        if [[ ${#words[@]} -gt 0 && $word =~ ^[=:]+$ ]]; then
          words[${#words[@]} - 1]+=$word
          glue=yes
          current=''
        elif [[ -n $glue ]]; then
          words[${#words[@]} - 1]+=$word
          glue=''
        else
          words+=("$word")
        fi
      done
      partial=${words[${#words[@]} - 1]}
      cut=${partial%"$current"}
      COMPREPLY=()
      while IFS= read -r line; do
        if [[ -z $kind ]]; then
          kind=$line
        else
          line=${line%%$'\t'*}
          COMPREPLY+=("${line#"$cut"}")
        fi
      done < <("$1" completions words -- "${words[@]}" 2>/dev/null)
      partial=$current
      case $kind in
        files | projects | directories)
          local flag=-f
          [[ $kind == directories ]] && flag=-d
          compopt -o filenames 2>/dev/null
          while IFS= read -r line; do
            [[ $kind == projects && ! -d $line && $line != *.gvc ]] || COMPREPLY+=("$line")
          done < <(compgen "$flag" -- "$partial")
          ;;
        *)
          [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
          ;;
      esac
      return 0
    }
    complete -F _gvc gvc

    """#

  private static let zshText = #"""
    #compdef gvc
    # Completion of gvc for zsh, by `gvc completions zsh`.
    _gvc() {
      local -a lines described open
      local line kind text meaning
      lines=("${(@f)$("${(Q)words[1]}" completions words -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
      kind=${lines[1]}
      for line in "${(@)lines[2,-1]}"; do
        [[ -n $line ]] || continue
        text=${line%%$'\t'*}
        meaning=${line#*$'\t'}
        if [[ $text == *= ]]; then
          open+=("${text//:/\\:}:$meaning")
        else
          described+=("${text//:/\\:}:$meaning")
        fi
      done
      (( ${#described} )) && _describe -V 'gvc' described
      (( ${#open} )) && _describe -V 'gvc' open -S ''
      case $kind in
        files) _files ;;
        directories) _files -/ ;;
        projects) _files -g '*.gvc' ;;
      esac
    }
    if [[ ${funcstack[1]} == _gvc ]]; then
      _gvc "$@"
    else
      compdef _gvc gvc
    fi

    """#

  private static let fishText = #"""
    # Completion of gvc for fish, by `gvc completions fish`.
    function __gvc_complete
        set -l words (commandline -opc)
        set -l partial (commandline -ct)
        set -l lines ($words[1] completions words -- $words[2..-1] $partial 2>/dev/null)
        printf '%s\n' $lines[2..-1]
        switch "$lines[1]"
            case files
                __fish_complete_path $partial
            case directories
                __fish_complete_directories $partial ''
            case projects
                __fish_complete_suffix .gvc
        end
    end
    complete -c gvc -f -k -a '(__gvc_complete)'

    """#
}
