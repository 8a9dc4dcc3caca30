# What the agent tells of processes and users.
use strict;
use warnings;

# A process and all below it, five lines each: /proc/PID/stat, standard input, system call, its file, arguments with \x1f.
sub processes {
  my @lines = map { my (undef, @words) = @$_; [splice(@words, 0, 4), join '', map { "$_\x1f" } @words] } below(@_);
  return join '', map { "$_\n" } map { @$_ } @lines;
}

sub below {
  my @queue = @_;
  my @found;
  while (defined(my $pid = shift @queue)) {
    my $stat = text("/proc/$pid/stat") // next;
    my $call = text("/proc/$pid/syscall") // '';
    my ($input, $first) = map { readlink "/proc/$pid/fd/$_" } 0, $call =~ /^\d+ 0x(\w{1,8}) / ? hex $1 : 0;
    push @found, [$pid, map { ($_ // '') =~ tr/\n\x1f/ /r } $stat, $input, $call, $first, split /\0/, text("/proc/$pid/cmdline") // ''];
    push @queue, map { split ' ', text($_) // '' } glob "/proc/$pid/task/*/children";
  }
  return @found;
}

# The id of an ordinary user who can log in, `-` where there is none of that name.
sub user {
  my ($name) = @_;
  my ($uid, $shell) = (getpwnam $name)[2, 8];
  return $uid && $shell =~ m{/\w*sh$} ? $uid : '-';
}

sub text {
  open my $fh, '<', $_[0] or return undef;
  local $/;
  return scalar <$fh>;
}

1;
