//! The global allocator: small, and it hands no byte of one owner to the next.
//!
//! Without memory it stops the program, as everything above it would.
//!
//! Every block is a power of two of at least [`SMALLEST`] bytes and is wiped
//! when it is freed or outgrown, so strings and vectors leave no copies behind.
//! Freed blocks wait in one list per size; none is ever split or joined, which
//! wastes at most half of what was in use at the peak.

// SAFETY of the whole file: wasm32 without atomics has one thread and no
// interrupts, so nobody else touches the lists while a method runs.
#![allow(unsafe_code)]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, unreachable};
use core::cell::Cell;
use core::ptr::null_mut;

/// Also the alignment of every block, and enough for the link of a free one.
const SMALLEST: usize = 16;
const PAGE: usize = 65_536;
const SIZES: usize = 24;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator {
    free: [const { Cell::new(null_mut()) }; SIZES],
    fresh: Cell::new(null_mut()),
    fresh_bytes: Cell::new(0),
};

struct Allocator {
    /// Blocks of `SMALLEST << index` bytes. The first word of each links to the next.
    free: [Cell<*mut u8>; SIZES],
    /// Memory that was never handed out.
    fresh: Cell<*mut u8>,
    fresh_bytes: Cell<usize>,
}

// SAFETY: see the top of the file.
unsafe impl Sync for Allocator {}

// SAFETY: blocks are as large as the layout or larger, aligned to `SMALLEST`,
// and in at most one place: with one owner or in one list.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = block_size(layout);
        let Some(list) = self.free.get(list_index(block)) else {
            unreachable()
        };
        if layout.align() > SMALLEST {
            unreachable();
        }
        let head = list.get();
        let start = if head.is_null() {
            self.carve(block)
        } else {
            // SAFETY: a block in a list holds the link that `dealloc` wrote.
            list.set(unsafe { head.cast::<*mut u8>().read() });
            head
        };
        // SAFETY: neither a list nor `carve` gives out the null pointer. Saying so
        // keeps the library's report of failed allocations out of the file.
        unsafe { core::hint::assert_unchecked(!start.is_null()) };
        start
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let size = block_size(layout);
        let Some(list) = self.free.get(list_index(size)) else {
            return;
        };
        // SAFETY: `alloc` gave out all `size` bytes, aligned for a pointer.
        unsafe {
            block.write_bytes(0, size);
            block.cast::<*mut u8>().write(list.get());
        }
        list.set(block);
    }

    // `realloc` is left as it comes: allocate, copy, free and thereby wipe.
}

impl Allocator {
    /// Takes a block from fresh memory, and asks for more pages where that ends.
    fn carve(&self, block: usize) -> *mut u8 {
        if self.fresh_bytes.get() < block {
            // Pages come one after the other, so what is left is joined with the new ones.
            let pages = (block - self.fresh_bytes.get()).div_ceil(PAGE);
            let before = memory_grow(0, pages);
            if before == usize::MAX {
                unreachable();
            }
            if self.fresh.get().is_null() {
                self.fresh
                    .set(core::ptr::with_exposed_provenance_mut(before * PAGE));
            }
            self.fresh_bytes.set(self.fresh_bytes.get() + pages * PAGE);
        }
        let start = self.fresh.get();
        self.fresh.set(start.wrapping_add(block));
        self.fresh_bytes.set(self.fresh_bytes.get() - block);
        start
    }
}

fn block_size(layout: Layout) -> usize {
    layout.size().max(SMALLEST).next_power_of_two()
}

fn list_index(block: usize) -> usize {
    (block / SMALLEST)
        .trailing_zeros()
        .try_into()
        .unwrap_or(SIZES)
}
