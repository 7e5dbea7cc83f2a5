#ifndef CORDON_BYTECODE_PROGRAM_H_
#define CORDON_BYTECODE_PROGRAM_H_
// placeholder: written next
#endif  // CORDON_BYTECODE_PROGRAM_H_
