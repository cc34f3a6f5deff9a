// SPDX-License-Identifier: GPL-3.0-or-later

// A program for x86-64 that needs no library, so that what was recorded of it can be named anywhere: templates, a lambda,
// recursion, a fork, and code made at run time with its map. See tests/data/record-names.sh.

static volatile long sink;

static long
call_kernel (long number, long a, long b, long c, long d, long e, long f)
{
  register long r10 asm ("r10") = d;
  register long r8 asm ("r8") = e;
  register long r9 asm ("r9") = f;
  long result;

  asm volatile ("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return result;
}

enum
{
  WRITE = 1,
  OPEN = 2,
  CLOSE = 3,
  MMAP = 9,
  GETPID = 39,
  FORK = 57,
  EXIT = 60,
  WAIT4 = 61
};

namespace alone
{
namespace
{
__attribute__ ((noinline)) void
spin (int n)
{
  for (int i = 0; i < n * 1000; i++)
    sink = sink + i;
}
}

template <typename T, int N>
struct Table
{
  T cells[N];

  template <typename F>
  __attribute__ ((noinline)) void
  each (F function)
  {
    for (T &cell : cells)
      function (cell);
  }
};

__attribute__ ((noinline)) int
fibonacci (int n)
{
  if (n < 2)
    {
      spin (20);
      return n;
    }
  return fibonacci (n - 1) + fibonacci (n - 2);
}

__attribute__ ((noinline)) void
work ()
{
  Table<long, 16> table = {};

  for (int round = 0; round < 240; round++)
    {
      table.each ([round] (long &cell) {
        spin (20);
        cell += round;
      });
      fibonacci (5);
      spin (100);
    }
  sink = table.cells[3];
}
}

static char *
put_number (char *at, unsigned long number, int base)
{
  char digits[24];
  int n = 0;

  do
    digits[n++] = "0123456789abcdef"[number % base];
  while ((number /= base) > 0);
  while (n > 0)
    *at++ = digits[--n];
  return at;
}

static char *
put_text (char *at, const char *text)
{
  while (*text != 0)
    *at++ = *text++;
  return at;
}

// push rbp; mov rbp, rsp; mov ecx, edi; sub ecx, 1; jnz back; pop rbp; ret
static const unsigned char code[] = { 0x55, 0x48, 0x89, 0xe5, 0x89, 0xf9, 0x83, 0xe9, 0x01, 0x75, 0xfb, 0x5d, 0xc3 };

__attribute__ ((noinline)) static void
run_made_code ()
{
  unsigned char *memory = (unsigned char *) call_kernel (MMAP, 0, 4096, 7, 0x22, -1, 0);
  char text[200];
  char *at = put_number (put_text (text, "/tmp/perf-"), call_kernel (GETPID, 0, 0, 0, 0, 0, 0), 10);

  *put_text (at, ".map") = 0;
  const long file = call_kernel (OPEN, (long) text, 0x241, 0644, 0, 0, 0);
  for (unsigned i = 0; i < sizeof code; i++)
    memory[i] = code[i];
  at = put_text (put_number (text, (unsigned long) memory, 16), " d made::loop(int)\n");
  call_kernel (WRITE, file, (long) text, at - text, 0, 0, 0);
  call_kernel (CLOSE, file, 0, 0, 0, 0, 0);
  for (int i = 0; i < 60; i++)
    reinterpret_cast<void (*) (int)> (memory) (1000000);
}

extern "C" __attribute__ ((noreturn, used)) void
begin ()
{
  alone::work ();
  run_made_code ();
  const long child = call_kernel (FORK, 0, 0, 0, 0, 0, 0);
  if (child == 0)
    alone::work ();
  else
    call_kernel (WAIT4, child, 0, 0, 0, 0, 0);
  call_kernel (EXIT, 0, 0, 0, 0, 0, 0);
  __builtin_unreachable ();
}

asm (".globl _start\n"
     ".type _start, @function\n"
     "_start:\n"
     ".cfi_startproc\n"
     ".cfi_undefined rip\n"
     "xor %ebp, %ebp\n"
     "call begin\n"
     "hlt\n"
     ".cfi_endproc\n"
     ".size _start, . - _start\n");
