# Completion of switchback for bash.
_switchback() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  # `--name=value` comes as three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  local words=
  case $previous in
  --headers) words="user none" ;;
  --target) words="native plain" ;;
  --line-directives) words="all needed none" ;;
  --color) words="auto always never" ;;
  --style) words="file LLVM Google Chromium Mozilla WebKit Microsoft GNU none" ;;
  --out-dir | -p)
    compopt -o dirnames
    return
    ;;
  *)
    if [[ $current == -* ]]; then
      compopt -o nospace
      words="-o --in-place --out-dir= --diff --check --dump-after= --all --only= --strict --no-frames-in-place --no-hot-scalars --no-packed-frames --no-direct-destruction --target=
        --headers= --verify --line-directives --style= --color= -j -p --extra-arg= --extra-arg-before= --version --help"
    fi
    ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} != *= ]] && compopt +o nospace
  return 0
}
complete -o default -F _switchback switchback
