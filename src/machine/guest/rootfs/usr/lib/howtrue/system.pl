# What the agent asks of the kernel beyond what perl has built in. Perl's own modules for it (POSIX, Fcntl, constant, warnings,
# File::Glob) take 15 ms to load, which is more than all else that a sandbox does until it is there.
use strict;

# Flags of open and fcntl, asm-generic/fcntl.h; x86 and ARM have the same.
sub O_RDONLY() { 0 }
sub O_WRONLY() { 1 }
sub O_RDWR() { 2 }
sub O_CREAT() { 64 }
sub O_NOCTTY() { 256 }
sub O_NONBLOCK() { 2_048 }
sub F_GETFL() { 3 }
sub F_SETFL() { 4 }
# asm-generic/ioctls.h, wait.h, signal.h
sub TIOCSPGRP() { 0x5410 }
sub WNOHANG() { 1 }
sub SIG_BLOCK() { 0 }
sub SIG_SETMASK() { 2 }
sub SIGCHLD() { 17 }

# Numbers of system calls, by what perl itself was built for (ELF's e_machine): x86-64, and those that have asm-generic/unistd.h,
# ARM64, RISC-V and LoongArch.
my @generic =
  (close => 57, setsid => 157, prctl => 167, rt_sigprocmask => 135, signalfd4 => 74, clock_settime => 112, clock_gettime => 113);
my @amd64 =
  (close => 3, setsid => 112, prctl => 157, rt_sigprocmask => 14, signalfd4 => 289, clock_settime => 227, clock_gettime => 228);
my %known = (62 => \@amd64, map { $_ => \@generic } 183, 243, 258);
my %calls = @{ $known{ machine() } // die "this processor's system calls are not known\n" };

sub machine {
  open my $perl, '<', '/proc/self/exe' or die "no program: $!\n";
  sysread $perl, my $header, 20;
  return unpack 'x18 v', $header;
}

# The number of a system call that each processor has its own for.
sub call { return $calls{ $_[0] } // die "no system call $_[0]\n" }

# Seconds since the system was started.
sub now {
  my $time = pack 'q q', 0, 0;
  syscall call('clock_gettime'), 1, $time;
  my ($seconds, $nanoseconds) = unpack 'q q', $time;
  return $seconds + $nanoseconds / 1e9;
}

# Of signals, by their numbers: blocks these as well, or none but these.
sub mask {
  my ($how, @signals) = @_;
  my $bits = 0;
  $bits |= 1 << ($_ - 1) for @signals;
  my $mask = pack 'Q', $bits;
  syscall call('rt_sigprocmask'), $how, $mask, 0, 8;
  return $mask;
}

# A process that ended, as shells count: its exit status, or 128 and the signal.
sub status_of { return $_[0] & 127 ? 128 + ($_[0] & 127) : $_[0] >> 8 }

# Of a directory, but for `.` and `..`.
sub names {
  opendir my $directory, $_[0] or return;
  return grep { !/^\.\.?$/ } readdir $directory;
}

# All of a file, or its first bytes: a document's processes may have megabytes of arguments, each of them.
sub text {
  my ($path, $most) = @_;
  open my $fh, '<', $path or return undef;
  local $/ = defined $most ? \$most : undef;
  return scalar <$fh>;
}

1;
