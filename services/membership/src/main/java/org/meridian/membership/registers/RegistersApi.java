package org.meridian.membership.registers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registers over HTTP. */
@RestController
class RegistersApi {

    record RegisterPage(List<Register> items, @Nullable String next) {}

    private final Registers registers;

    RegistersApi(Registers registers) {
        this.registers = registers;
    }

    /** The registers of practitioners that this node knows, by id; all of them on one page. */
    @GetMapping("/api/registers")
    RegisterPage listRegisters() {
        return new RegisterPage(registers.all(), null);
    }
}
