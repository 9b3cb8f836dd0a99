# Completion of switchback-cc for bash: its own options, then the compiler's command.
_switchback_cc() {
  local word=1
  while [[ $word -lt $COMP_CWORD && ${COMP_WORDS[word]} == -* ]]; do
    word=$((word + 1))
  done
  if [[ $word -lt $COMP_CWORD ]] && declare -F _command_offset >/dev/null; then
    _command_offset "$word"
    return
  fi
  local current=${COMP_WORDS[COMP_CWORD]}
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "--all --strict --remarks --no-frames-in-place --no-hot-scalars --no-packed-frames --no-direct-destruction --verify --emit= --emit-base=
      --line-directives=all --line-directives=none --keep --version --help" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -c -- "$current")
  fi
}
complete -o default -F _switchback_cc switchback-cc
