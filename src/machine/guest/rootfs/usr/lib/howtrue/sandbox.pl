# What the agent does in a sandbox alone, where the kernel is the host's.
use strict;

# linux/prctl.h, linux/landlock.h, and numbers of system calls that are everywhere the same
sub PR_SET_DUMPABLE() { 4 }
sub LANDLOCK_CREATE_RULESET() { 444 }
sub LANDLOCK_RESTRICT_SELF() { 446 }
sub SCOPE_ABSTRACT_UNIX_SOCKET() { 1 }

# Where the memory of the whole machine ends, the kernel ends the agent, and all here with it, rather than the largest of the
# user's programs: sockets and empty files are memory, too, and no process's. Of the document's processes none changes that, and
# none may stop the agent as a debugger does. Where the kernel can tell (from 6.12 on), nothing here is connected to sockets
# without a file that the host's programs listen on, as they do for X11: they are the network's.
sub confine {
  if (open my $score, '>', '/proc/self/oom_score_adj') { print $score 1_000 }
  syscall call('prctl'), PR_SET_DUMPABLE, 0;
  my $scopes = pack 'Q3', 0, 0, SCOPE_ABSTRACT_UNIX_SOCKET;
  my $rules = syscall LANDLOCK_CREATE_RULESET, $scopes, length $scopes, 0;
  return if $rules < 0;
  syscall LANDLOCK_RESTRICT_SELF, $rules, 0;
  syscall call('close'), $rules;
}

my %ended; # they are on their way out, and what they have is on its way back

# Ends the largest processes until the others have no more memory than they may, together with what shared segments hold that no
# process has any more: these are removed. Gives the seconds until it is time to look again.
sub bound_memory {
  my ($most) = @_;
  my %bytes = map { $_ => 4_096 * (split ' ', text("/proc/$_/statm") // '0 0')[1] } grep { /^\d+$/ } names('/proc');
  my ($header, @rows) = map { [split] } split /\n/, text('/proc/sysvipc/shm') // '';
  my %segments = map { $_->[6] == 0 ? ($_->[1] => $_->[14] + $_->[15]) : () } @rows;
  %ended = map { $_ => 1 } grep { exists $bytes{$_} } keys %ended;
  delete @bytes{keys %ended};
  my $sum = 0;
  $sum += $_ for values %bytes, values %segments;
  my $pause = $sum > $most / 2 ? 0.02 : 0.25;
  return $pause if $sum <= $most;
  for my $id (keys %segments) {
    $sum -= $segments{$id} if shmctl $id, 0, 0; # IPC_RMID
  }
  for my $pid (sort { $bytes{$b} <=> $bytes{$a} } grep { $_ != $$ } keys %bytes) {
    last if $sum <= $most;
    kill KILL => $pid;
    $ended{$pid} = 1;
    $sum -= $bytes{$pid};
  }
  return $pause;
}

1;
