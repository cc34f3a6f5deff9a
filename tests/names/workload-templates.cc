// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

// Names that C++ makes long: templates, lambdas, operators, nested and nameless namespaces.

static volatile double sink;

namespace shapes
{
namespace
{
__attribute__ ((noinline)) void
hide (int n)
{
  for (int i = 0; i < n * 1000; i++)
    sink = sink + i;
}
}

template <typename T, int N>
class Grid
{
public:
  class Row
  {
  public:
    __attribute__ ((noinline)) T &
    operator[] (int column)
    {
      hide (1);
      return cells[column];
    }
    T cells[N];
  };

  __attribute__ ((noinline)) Row &
  operator() (int row) const
  {
    return const_cast<Row &> (rows[row]);
  }

  template <typename F>
  __attribute__ ((noinline)) void
  each (F function)
  {
    for (int i = 0; i < N; i++)
      function (rows[i][i % N]);
  }

  __attribute__ ((noinline)) explicit operator bool () const noexcept
  {
    hide (2);
    return true;
  }

private:
  Row rows[N] = {};
};
}

template <typename... Ts>
__attribute__ ((noinline)) double
add_all (Ts... values)
{
  shapes::hide (60);
  return (0.0 + ... + values);
}

extern "C" void
run_templates (void)
{
  shapes::Grid<double, 8> grid;
  std::map<std::string, std::vector<int>> names;

  for (int i = 0; i < 60; i++)
    {
      grid.each ([i] (double &cell) {
        shapes::hide (1);
        cell += i;
      });
      const std::function<double (double)> twice = [] (double x) {
        shapes::hide (10);
        return x * 2;
      };
      if (grid)
        sink = twice (add_all (1, 2.0, 3.0f)) + grid (1)[2];
      std::vector<int> &numbers = names["number " + std::to_string (i % 7)];
      numbers.clear ();
      for (int j = 0; j < 40; j++)
        numbers.push_back (j * 7919 % 41);
      std::sort (numbers.begin (), numbers.end (), [] (int a, int b) {
        shapes::hide (1);
        return a > b;
      });
    }
}
