package org.meridian.operator.agreement;

import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;

/** What one node asks another's operator. */
interface PeerCalls {

    @GetExchange("/api/agreement")
    AgreementApi.Held held(@RequestHeader(HttpHeaders.AUTHORIZATION) String token);
}
