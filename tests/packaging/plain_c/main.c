#include <cordon.h>
#include <stdio.h>

int main(void) {
  puts(cordon_version_string());
  return cordon_abi_version() == CORDON_ABI_VERSION ? 0 : 1;
}
