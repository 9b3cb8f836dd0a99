// RUN: %check-behaviour %s
// Braces may be written `<%` and `%>`.
#include "support.h"

struct point <%
  int x, y;
%>;

task<> work(int n) <%
  int numbers<:2:> = <% 1, co_await later(n) %>;
  const char *text = "<% no %>";
  point p<%co_await later(3), 4%>;
  point q = point<%5, 6%>;
  noisy name<%"name"%>;
  if (n) <%
    co_await tick<%%>;
    say("%s", text);
  %> else <%
    say("else");
  %>
  auto show = <:&:>(int m) <% say("%d %d", m, p.x); %>;
  co_await tick<%%>;
  show(numbers<:1:>);
  say("%d %d %s", numbers<:0:>, q.y, name.c_str());
%>

int main() <%
  run(work(1));
  run(work(0));
%>
