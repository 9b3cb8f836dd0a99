//===- Fragment.h - Source text with substitutions --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The leaves of the form: text in which places stand for slots and for what
/// layout has yet to name.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRAGMENT_H
#define SWITCHBACK_COMPILER_FRAGMENT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <type_traits>
#include <vector>

namespace switchback {

struct Slot;

/// A run of source text with substitutions.
class Fragment {
public:
  enum PieceKind {
    Text,     ///< as it stands
    Object,   ///< the object of a slot, as an lvalue
    Pointer,  ///< the pointer a reference slot is kept as
    Flag,     ///< the "was constructed" flag of a conditional slot
    Promise,  ///< the promise object
    Self,     ///< `this` of the coroutine's class, a pointer
    Handle,   ///< the coroutine handle of the frame
    Factory,  ///< the function that makes the closure of a slot
    Index,    ///< the indices of a parameter pack, unexpanded
    Pack,     ///< the member that keeps a pack
    TypeName, ///< the name of the type of a parameter, or of what is late
  };
  struct Piece {
    PieceKind Kind;
    std::string Str;
    Slot *S = nullptr;
  };

  Fragment() = default;
  Fragment(llvm::StringRef Str) { append(Str); }
  Fragment(const char *Str) { append(llvm::StringRef(Str)); }
  Fragment(std::string Str) { append(llvm::StringRef(Str)); }
  static Fragment object(Slot *S) { return special(Object, S); }
  static Fragment pointer(Slot *S) { return special(Pointer, S); }
  static Fragment flag(Slot *S) { return special(Flag, S); }
  static Fragment special(PieceKind Kind, Slot *S = nullptr) {
    Fragment F;
    F.Pieces.push_back({Kind, std::string(), S});
    return F;
  }

  Fragment &append(llvm::StringRef Str) {
    if (Str.empty())
      return *this;
    if (!Pieces.empty() && Pieces.back().Kind == Text)
      Pieces.back().Str += Str;
    else
      Pieces.push_back({Text, Str.str(), nullptr});
    return *this;
  }
  Fragment &append(const char *Str) { return append(llvm::StringRef(Str)); }
  Fragment &append(const std::string &Str) {
    return append(llvm::StringRef(Str));
  }
  Fragment &append(const Fragment &Other) {
    for (const Piece &P : Other.Pieces)
      if (P.Kind == Text)
        append(P.Str);
      else
        Pieces.push_back(P);
    return *this;
  }
  template <class T> Fragment operator+(const T &Other) const {
    Fragment F = *this;
    if constexpr (std::is_same_v<T, Fragment>)
      F.append(Other);
    else
      F.append(llvm::StringRef(Other));
    return F;
  }

  bool empty() const { return Pieces.empty(); }
  /// True if this is one plain object and nothing else.
  bool isObject() const {
    return Pieces.size() == 1 && Pieces[0].Kind == Object;
  }
  /// True if some piece names \p S.
  bool mentions(const Slot *S) const {
    for (const Piece &P : Pieces)
      if (P.S == S)
        return true;
    return false;
  }
  llvm::ArrayRef<Piece> pieces() const { return Pieces; }
  /// Puts \p Added behind the first \p Anchor in the text, if there is one.
  void insertBehind(llvm::StringRef Anchor, llvm::StringRef Added);
  /// This declaration as that of a static variable: `static` comes behind
  /// attributes.
  Fragment asStatic() &&;
  /// The text with the names chosen so far; for dumps and comments.
  std::string str() const;

private:
  std::vector<Piece> Pieces;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRAGMENT_H
